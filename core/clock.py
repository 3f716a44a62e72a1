"""What time it is, as a port: production reads the system, the sandbox moves its own."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol

_MOVABLE_NAP_SECONDS = 0.05


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present, aware UTC."""
        ...

    def steady(self) -> datetime:
        """Real time, aware UTC, for leases: it runs on evenly even when a sandbox moves the present."""
        ...

    async def sleep_until(self, when: datetime) -> None:
        """Return at or just after `when`."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, when: datetime) -> None:
        await asyncio.sleep(max(0.0, (when - self.now()).total_seconds()))


class MovableClock:
    """Runs like the system's clock from a chosen start, and can be moved; safe to read from any thread."""

    def __init__(self, start: datetime) -> None:
        self._offset = start.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def steady(self) -> datetime:
        return datetime.now(UTC)

    def move_to(self, when: datetime) -> None:
        """From now on the present is `when`, and time runs on from there."""
        self._offset = when.astimezone(UTC) - datetime.now(UTC)

    async def sleep_until(self, when: datetime) -> None:
        # Short naps, because the clock may be moved while somebody sleeps.
        while (remaining := (when - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - no event spans all threads
            await asyncio.sleep(min(remaining, _MOVABLE_NAP_SECONDS))
