"""How operators get to their pages: by the token of the settings, or by a link that a command prints for a while.

A pass is signed and bound to the token: whoever changes the token lets nobody in who was in before.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from core.ports.vault import Vault

LINK_LASTS = timedelta(minutes=15)
VISIT_LASTS = timedelta(hours=12)
LINK, VISIT = "link", "visit"
"""What a pass is for: one is no good as the other."""


def is_token(given: str, token: str) -> bool:
    """In constant time."""
    return hmac.compare_digest(given.encode(), token.encode())


def make_pass(vault: Vault, token: str, what: str, until: datetime) -> str:
    """Good until then."""
    ends = int(until.timestamp())
    return f"{ends}.{vault.sign(_signed(token, what, ends))}"


def lets_in(vault: Vault, token: str, what: str, given: str, now: datetime) -> bool:
    """Whether it is ours, for this, and not over."""
    ends, dot, signature = given.partition(".")
    if not dot or not ends.isdecimal() or len(ends) > 12:
        return False
    return vault.verify(_signed(token, what, int(ends)), signature) and now < datetime.fromtimestamp(int(ends), UTC)


def _signed(token: str, what: str, ends: int) -> str:
    return f"operators {what} {ends} {hashlib.sha256(token.encode()).hexdigest()}"
