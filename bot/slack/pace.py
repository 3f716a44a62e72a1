"""How fast we speak: a message a second in each channel, with room for a few at once, and waiting when Slack says so.

Slack counts messages by channel and calls by method and team. Whoever has to wait holds nobody else up: a short wait is
slept through, a long one is handed back, and the work comes again when it may.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from core.clock import steady_seconds
from core.errors import RateLimited

MESSAGES = {"chat.postMessage", "files.completeUploadExternal"}
"""What puts a message into a channel."""
AT_ONCE = 5
"""So many may follow each other without a pause: Slack bears short bursts."""
PATIENCE_SECONDS = 5.0
"""A longer wait is handed back."""
MOST_REMEMBERED = 10_000


class Pace:
    """One process's speed. `per_second` messages in each channel on average."""

    def __init__(
        self,
        per_second: float,
        *,
        ticking: Callable[[], float] = steady_seconds,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._apart, self._ticking, self._sleep = 1 / per_second, ticking, sleep
        self._due: dict[tuple[str, str], float] = {}
        """When a channel would be even with its average if nothing more were said."""
        self._closed: dict[tuple[str, str], float] = {}
        """Until when a team's method takes no call."""

    async def turn(self, team: str, method: str, channel: str) -> None:
        """Wait until this call may leave. Raises RateLimited when that is long."""
        now = self._ticking()
        wait = self._closed.get((team, method), now) - now
        in_channel = (team, channel) if method in MESSAGES and channel else None
        if in_channel:
            due = max(self._due.get(in_channel, now), now)
            wait = max(wait, due - now - (AT_ONCE - 1) * self._apart)
        if wait > PATIENCE_SECONDS:
            raise RateLimited("Slack asks me to slow down.", after=timedelta(seconds=wait))
        if in_channel:
            self._due[in_channel] = due + self._apart
            self._forget_even(now)
        if wait > 0:
            await self._sleep(wait)

    def put_off(self, team: str, method: str, seconds: float) -> None:
        """Slack said how long this method takes no more calls of this team."""
        self._closed[team, method] = self._ticking() + seconds

    def _forget_even(self, now: float) -> None:
        if len(self._due) > MOST_REMEMBERED:
            self._due = {channel: due for channel, due in self._due.items() if due > now}
