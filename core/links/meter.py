"""How many clicks of one link are counted: whoever hammers it changes no number and costs no writing.

People come in crowds when a post goes up, and never for hours on end: a crowd is counted at once, what keeps on coming
only at a steady pace. Whoever is not counted is led on all the same.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

AT_ONCE = 120
A_SECOND = 2.0
"""172,800 a day: more than the bio of any venue gets."""
MOST_KNOWN = 10_000


@dataclass
class _Left:
    clicks: float
    at: datetime


class Meter:
    """One for a process. It knows links, and nobody who follows them."""

    def __init__(self) -> None:
        self._left: dict[UUID, _Left] = {}

    def counts(self, link_id: UUID, now: datetime) -> bool:
        """Whether this click is one to count."""
        left = self._left.get(link_id)
        if left is None:
            if len(self._left) >= MOST_KNOWN:
                self._forget(now)
            left = self._left[link_id] = _Left(AT_ONCE, now)
        passed = max((now - left.at).total_seconds(), 0.0)
        left.clicks, left.at = min(left.clicks + passed * A_SECOND, AT_ONCE), now
        if left.clicks < 1:
            return False
        left.clicks -= 1
        return True

    def _forget(self, now: datetime) -> None:
        """Links nobody followed long enough to be as new."""
        full = AT_ONCE / A_SECOND
        rested = {one: left for one, left in self._left.items() if (now - left.at).total_seconds() < full}
        self._left = rested if len(rested) < MOST_KNOWN else {}
