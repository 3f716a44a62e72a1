"""Instagram as a witness of the time: its answers carry a date, and its clock is none of ours.

What it said is carried on by this process's steady seconds, so an answer from a while ago is as good as a new one.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import structlog

from core.clock import instant, steady_seconds

log = structlog.get_logger(__name__)

Headers = Mapping[str, str]
"""Of an answer, their names in lower case or indifferent to it."""

APART = timedelta(seconds=30)
"""Closer than this, clocks agree: a date has whole seconds, and an answer is on its way for a while."""
GOOD_FOR_SECONDS = 3600.0
"""Two machines' steady seconds drift apart by milliseconds within an hour, not by more."""
_HALF_A_SECOND = 0.5


async def _nobody() -> Headers:
    return {}


class Witness:
    """What Instagram last said about the time; one a process."""

    def __init__(self, ask: Callable[[], Awaitable[Headers]] = _nobody) -> None:
        """`ask` fetches any answer of Instagram's and may fail."""
        self._ask = ask
        self._offset = 0.0
        self._heard_at: float | None = None

    def hear(self, headers: Headers) -> None:
        """Note an answer's date; one from a cache says when it was made, not what time it is."""
        if headers.get("age", "0") != "0":
            return
        try:
            said = parsedate_to_datetime(headers.get("date", "")).timestamp()
        except (ValueError, OverflowError):
            return
        self._heard_at = steady_seconds()
        self._offset = said + _HALF_A_SECOND - self._heard_at

    async def ask(self, *, unless_within: float) -> None:
        """Let it speak, unless it did within so many seconds; when it can't, what it said before still counts."""
        if self.offset(within=unless_within) is not None:
            return
        try:
            self.hear(await self._ask())
        except Exception as error:  # no network, or no Instagram behind it
            log.debug("instagram was not asked the time", reason=f"{type(error).__name__}: {error}")

    async def answers(self, *, unless_within: float) -> bool:
        """Whether it spoke within so many seconds, or does when asked now."""
        await self.ask(unless_within=unless_within)
        return self.offset(within=unless_within) is not None

    def offset(self, *, within: float = GOOD_FOR_SECONDS) -> float | None:
        """What to add to steady seconds to get its time; None when it said nothing within that many seconds."""
        if self._heard_at is None or steady_seconds() - self._heard_at > within:
            return None
        return self._offset

    def apart(self, reported: datetime) -> timedelta | None:
        """How far ahead of Instagram a clock is, when that is too far; None when they agree or it said nothing."""
        offset = self.offset()
        if offset is None:
            return None
        ahead = reported - instant(offset + steady_seconds())
        return ahead if abs(ahead) > APART else None


_AHEAD = {3600: "{number} hours ahead of", 60: "{number} minutes ahead of", 1: "{number} seconds ahead of"}
_BEHIND = {3600: "{number} hours behind", 60: "{number} minutes behind", 1: "{number} seconds behind"}
"""By the length of the unit in seconds."""


def gap_in_words(ahead: timedelta) -> str:
    """ "60 minutes ahead of" or "45 seconds behind"; somebody's clock follows."""
    seconds = abs(ahead.total_seconds())
    unit = next((size for size in _AHEAD if seconds >= 2 * size), 1)
    return (_AHEAD if ahead > timedelta() else _BEHIND)[unit].format(number=f"{seconds / unit:.0f}")
