"""Access has ended: the token is worth nothing any more, everything else stays for the day somebody reconnects."""

from core.accounts.model import Account, AccountStatus
from core.accounts.queries import get_account
from core.audit.model import Deed
from core.audit.note import audit
from core.ports.parts import Parts
from core.ports.vault import Vault


async def mark_expired(parts: Parts, failed: Account) -> bool:
    """Instagram refused the token that `failed` held when it was read; True when that is still the one we have.

    Somebody may have reconnected while the call was on its way: the fresh token is not blamed for the old one.
    """
    async with parts.db.transaction() as session:
        account = await get_account(session, failed.workspace_id, failed.id, lock=True)
        if account.status is not AccountStatus.CONNECTED or not same_token(parts.vault, account, failed):
            return False
        account.status = AccountStatus.EXPIRED
        audit(session, None, Deed.LOST_ACCESS, about=account.id, workspace_id=account.workspace_id)
        return True


def same_token(vault: Vault, one: Account, other: Account) -> bool:
    """Whether two readings of an account hold the same token, whichever keys they are sealed with."""
    if one.token_sealed is None or other.token_sealed is None:
        return False
    if one.token_sealed == other.token_sealed:
        return True
    return vault.open(one.token_sealed, one.token_place) == vault.open(other.token_sealed, other.token_place)
