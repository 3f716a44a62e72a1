"""How often somebody may ask within a minute: counted in this process, by whoever or wherever it comes from."""

from collections.abc import Hashable
from datetime import timedelta

from core.clock import Clock

WINDOW = timedelta(minutes=1)
MOST_KNOWN = 20_000
"""Of those who ask; more at once are not told apart for the rest of the minute."""


class Tempo:
    """0 is no limit. Counts begin anew with every minute of real time."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._most, self._clock = most, clock
        self._began = clock.steady()
        self._counts: dict[Hashable, int] = {}

    def takes(self, who: Hashable) -> bool:
        """Count one more, and tell whether that is still fine."""
        if not self._most:
            return True
        now = self._clock.steady()
        if now - self._began >= WINDOW:
            self._began, self._counts = now, {}
        known = who if who in self._counts or len(self._counts) < MOST_KNOWN else None
        self._counts[known] = self._counts.get(known, 0) + 1
        return self._counts[known] <= self._most
