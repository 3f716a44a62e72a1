"""What the gate is told about a call, and the gate that is always open."""

from datetime import timedelta

import httpx

from core.adapters.instagram.calls import Call
from core.adapters.instagram.usage import Usage
from core.adapters.instagram.wire import GraphError
from core.errors import RateLimited, RiteError
from core.ports.access import Access
from core.ports.gate import Called, Urgency

BUDGET_CODES = frozenset({4, 17, 32, 613, 80002})
"""The app's, the user's and the account's calls in a window; the same codes with a subcode mean something else."""


class Ungated:
    """For a client that stands alone, as in tests of the wire. Implements core.ports.gate.Gate."""

    async def may_go(self, access: Access, urgency: Urgency) -> None:
        """It may."""

    async def went(self, called: Called) -> None:
        """Nobody asks."""

    def runs_low(self, instagram_id: str) -> bool:
        return False


def called(call: Call, access: Access | None, usage: Usage | None, error: RiteError | None = None) -> Called:
    """One call and what came of it, without its token."""
    throttled = is_throttled(error)
    return Called(
        kind=call.value,
        result=result_of(error),
        instagram_id=access.instagram_id if access else "",
        workspace_id=access.workspace_id if access else None,
        account_id=access.account_id if access else None,
        percent=usage.percent if usage else None,
        regain=_regain(usage, error if throttled else None),
        throttled=throttled,
    )


def result_of(error: RiteError | None) -> str:
    """A call's end in one word: "ok", Instagram's code, "network", or "unreadable"."""
    if error is None:
        return "ok"
    said = error.__cause__
    if isinstance(said, GraphError) and said.code is not None:
        return said.code_text
    return "network" if isinstance(said, httpx.HTTPError) else "unreadable"


def is_throttled(error: RiteError | None) -> bool:
    """Whether Instagram said that there were too many calls."""
    if not isinstance(error, RateLimited):
        return False
    said = error.__cause__
    return not isinstance(said, GraphError) or (said.code in BUDGET_CODES and not said.subcode)


def _regain(usage: Usage | None, error: RiteError | None) -> timedelta | None:
    if usage is not None and usage.regain is not None:
        return usage.regain
    return error.after if isinstance(error, RateLimited) else None
