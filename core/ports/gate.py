"""How often Instagram is called: asked before each call for an account, told after each answer."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol
from uuid import UUID

from core.ports.access import Access


class Urgency(Enum):
    """Who goes first when calls get scarce."""

    LATER = "later"
    """Numbers: they are still there tomorrow."""
    USUAL = "usual"
    MUST = "must"
    """It finishes what was begun, so it goes however scarce calls are: without it a post would be lost or doubled."""


@dataclass(frozen=True)
class Called:
    """One call and what came of it. Holds no token."""

    kind: str
    """What it was for (core/adapters/instagram/calls.py)."""
    result: str
    """ "ok", Instagram's code as "190/463", "network", or "unreadable"."""
    instagram_id: str = ""
    workspace_id: UUID | None = None
    account_id: UUID | None = None
    percent: int | None = None
    """How much of the account's budget is spent; None when Instagram does not say."""
    regain: timedelta | None = None
    """How long until there is more, when Instagram says so."""
    throttled: bool = False
    """Instagram refused the call because there were too many."""


class Gate(Protocol):
    """Between the client and Instagram."""

    async def may_go(self, access: Access, urgency: Urgency) -> None:
        """Raises RateLimited when this call has to wait; it holds nothing while it waits."""
        ...

    async def went(self, called: Called) -> None:
        """A call was made. Never raises: a call that was answered stays answered."""
        ...

    def runs_low(self, instagram_id: str) -> bool:
        """Whether so much of the account's budget is spent that asking less often is wise."""
        ...


class Ceiling(Protocol):
    """Our own limit of calls within an hour, counted in a window that moves."""

    async def take(self, key: str, urgency: Urgency) -> timedelta | None:
        """Count one call; when it has to wait, it is not counted and how long is returned."""
        ...

    async def close(self) -> None: ...
