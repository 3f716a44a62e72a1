"""Tokens: born short, exchanged for long, refreshed, worn out, revoked."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from sandbox.instagram import ids
from sandbox.instagram.calls import PACIFIC
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import FACEBOOK, INSTAGRAM, Account, Token

SHORT_LIFE = timedelta(hours=1)
LONG_LIFE = timedelta(days=60)
REFRESHABLE_AFTER = timedelta(hours=24)
PREFIXES = {INSTAGRAM: "IGAA", FACEBOOK: "EAA"}

SCOPES: dict[str, dict[str, str]] = {
    INSTAGRAM: {
        "basic": "instagram_business_basic",
        "publish": "instagram_business_content_publish",
        "comments": "instagram_business_manage_comments",
        "insights": "instagram_business_manage_insights",
        "messages": "instagram_business_manage_messages",
    },
    FACEBOOK: {
        "basic": "instagram_basic",
        "publish": "instagram_content_publish",
        "comments": "instagram_manage_comments",
        "insights": "instagram_manage_insights",
        "delete": "instagram_manage_contents",
        "pages": "pages_show_list",
        "reading": "pages_read_engagement",
    },
}


def issue(
    ledger: Ledger,
    host: str,
    accounts: Iterable[Account],
    scopes: Iterable[str],
    *,
    short: bool = False,
    endless: bool = False,
) -> Token:
    """Hand out a new token; an endless one (a Page's) never wears out."""
    now = ledger.now()
    expires_at = None if endless else now + (SHORT_LIFE if short else LONG_LIFE)
    token = Token(ids.secret(PREFIXES[host]), host, tuple(accounts), tuple(scopes), short, now, expires_at)
    ledger.tokens[token.value] = token
    return token


def shown(ledger: Ledger, host: str, value: str, proof: str = "") -> Token:
    """The good token somebody shows at a host. Raises GraphError for any other."""
    if not value:
        raise GraphError("no_token")
    token = ledger.tokens.get(value)
    if token is None or token.host != host:
        raise GraphError("token_foreign")
    if token.revoked:
        raise GraphError(token.revoked, **expiry_words(ledger, token.expires_at or ledger.now()))
    if token.expires_at and ledger.now() >= token.expires_at:
        raise GraphError("token_expired", **expiry_words(ledger, token.expires_at))
    if proof and not hmac.compare_digest(proof, proof_of(ledger, value)):
        raise GraphError("bad_proof")
    return token


def proof_of(ledger: Ledger, value: str) -> str:
    """The appsecret_proof of a token."""
    return hmac.new(ledger.world.config.instagram_app_secret.encode(), value.encode(), sha256).hexdigest()


def expiry_words(ledger: Ledger, expired_at: datetime) -> dict[str, str]:
    """The words of the 190 messages: Pacific times, as the platform writes them."""
    return {
        "expired": _spoken(expired_at),
        "now": _spoken(ledger.now()),
        "app": ledger.world.config.instagram_app_id,
    }


def _spoken(moment: datetime) -> str:
    return moment.astimezone(PACIFIC).strftime("%A, %d-%b-%y %H:%M:%S %Z")


def insist(token: Token, scope: str) -> None:
    """Raises GraphError no_permission unless the person granted that scope (a key of SCOPES)."""
    if SCOPES[token.host].get(scope) not in token.scopes:
        raise GraphError("no_permission")


def lengthen(ledger: Ledger, host: str, value: str) -> Token:
    """A 60-day token for a living short one."""
    token = shown(ledger, host, value)
    if not token.short:
        raise GraphError("not_short_lived")
    return issue(ledger, host, token.accounts, token.scopes)


def refresh(ledger: Ledger, value: str) -> Token:
    """Sixty more days for a living long token of at least 24 hours."""
    token = shown(ledger, INSTAGRAM, value)
    insist(token, "basic")
    if token.short or ledger.now() - token.born_at < REFRESHABLE_AFTER:
        raise GraphError("too_early")
    if ledger.settings.refresh_answer == "new":
        return issue(ledger, INSTAGRAM, token.accounts, token.scopes)
    token.born_at = ledger.now()
    token.expires_at = token.born_at + LONG_LIFE
    return token


def revoke(ledger: Ledger, account: Account, refusal: str) -> int:
    """Every living token of an account meets this refusal from now on; answers how many there were."""
    living = [token for token in ledger.tokens.values() if account in token.accounts and not token.revoked]
    for token in living:
        token.revoked = refusal
    return len(living)


def is_connected(ledger: Ledger, account: Account) -> bool:
    """Whether somebody holds a living long token for it."""
    now = ledger.now()
    return any(
        account in token.accounts
        and not token.revoked
        and not token.short
        and (token.expires_at is None or now < token.expires_at)
        for token in ledger.tokens.values()
    )


def seconds_left(ledger: Ledger, token: Token) -> int:
    """expires_in of the token answers; 0 for an endless one."""
    return int((token.expires_at - ledger.now()).total_seconds()) if token.expires_at else 0
