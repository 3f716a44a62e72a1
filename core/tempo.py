"""How often somebody may ask within a minute: counted in this process, by whoever or wherever it comes from."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from core.clock import Clock

WINDOW = timedelta(minutes=1)
MOST_KNOWN = 20_000
"""Of those who ask; more at once are not told apart for the rest of the minute."""


@dataclass(frozen=True)
class Pace:
    """most: in a minute, 0 for no limit; left: of those; seconds: until counts begin anew."""

    most: int
    left: int
    seconds: int
    fine: bool


class Tempo:
    """0 is no limit. Counts begin anew with every minute of real time."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._most, self._clock = most, clock
        self._began = clock.steady()
        self._counts: dict[Hashable, int] = {}

    def takes(self, who: Hashable) -> bool:
        """Count one more, and tell whether that is still fine."""
        return self.count(who).fine

    def count(self, who: Hashable) -> Pace:
        """Count one more, and tell how it stands."""
        if not self._most:
            return Pace(0, 0, 0, fine=True)
        now = self._clock.steady()
        if now - self._began >= WINDOW:
            self._began, self._counts = now, {}
        known = who if who in self._counts or len(self._counts) < MOST_KNOWN else None
        count = self._counts[known] = self._counts.get(known, 0) + 1
        rest = max(1, ceil((self._began + WINDOW - now).total_seconds()))
        return Pace(self._most, max(0, self._most - count), rest, fine=count <= self._most)
