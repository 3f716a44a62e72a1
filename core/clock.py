"""What time it is, as a port: production shares the database's present, the sandbox moves its own."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol

_LONGEST_SLEEP_SECONDS = 1.0
_MOVABLE_NAP_SECONDS = 0.05


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present, aware UTC."""
        ...

    def steady(self) -> datetime:
        """Real time, aware UTC, for leases: it runs on evenly even when a sandbox moves the present."""
        ...

    def reported(self) -> datetime:
        """Real time as its source tells it, believed or not: what a witness is compared with (core/witness.py)."""
        ...

    async def sleep_until(self, when: datetime) -> None:
        """Return at or just after `when`."""
        ...


def steady_seconds() -> float:
    """Seconds that nobody sets: they run on while the process is frozen or, on Linux, the machine is suspended."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def wall_seconds() -> float:
    """The machine's own clock, which people and time servers set."""
    return time.time()


def instant(seconds: float) -> datetime:
    """Seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, UTC)


class SystemClock:
    """The machine's own clock; its steady time goes on from where that clock stood at the start."""

    def __init__(self) -> None:
        self._start = wall_seconds() - steady_seconds()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> datetime:
        return instant(self._start + steady_seconds())

    def reported(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, when: datetime) -> None:
        # In pieces, because the clock may be set while somebody sleeps.
        while (remaining := (when - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - no event tells of a set clock
            await asyncio.sleep(min(remaining, _LONGEST_SLEEP_SECONDS))


class MovableClock:
    """Runs on evenly from a chosen start, and can be moved; safe to read from any thread."""

    def __init__(self, start: datetime) -> None:
        self._real = SystemClock()
        self._stands: datetime | None = None
        self._offset = start.astimezone(UTC) - self._real.steady()

    def now(self) -> datetime:
        return self._stands or self._real.steady() + self._offset

    def steady(self) -> datetime:
        return self._real.steady()

    def reported(self) -> datetime:
        return self._real.reported()

    def move_to(self, when: datetime, *, paused: bool = False) -> None:
        """From now on the present is `when`, and time runs on from there, or stands still until it is moved again."""
        self._stands = when.astimezone(UTC) if paused else None
        self._offset = when.astimezone(UTC) - self._real.steady()

    async def sleep_until(self, when: datetime) -> None:
        # Short naps, because the clock may be moved while somebody sleeps.
        while (remaining := (when - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - no event spans all threads
            await asyncio.sleep(min(remaining, _MOVABLE_NAP_SECONDS))
