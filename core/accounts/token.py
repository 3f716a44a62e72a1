"""Put a fresh token into an account."""

from core.accounts.model import Account, AccountStatus
from core.ports.login import Token
from core.ports.parts import Parts


def keep_token(account: Account, token: Token, parts: Parts) -> None:
    """Sealed to its row; the account is connected and its warnings begin anew."""
    now = parts.clock.now()
    account.status = AccountStatus.CONNECTED
    account.token_sealed = parts.vault.seal(token.secret, account.token_place)
    account.token_expires_at = None if token.lasts is None else now + token.lasts
    account.token_refreshed_at = now
    account.warned = 0
