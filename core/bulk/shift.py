"""A slot moved by days or hours: days keep the wall time at the venue, hours are hours. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.events.moments import check_local, to_local

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Shift:
    """Positive is later. minutes: real time, on top of the days."""

    days: int = 0
    minutes: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.days or self.minutes)

    @property
    def too_far(self) -> bool:
        return abs(timedelta(days=self.days, minutes=self.minutes)) > FURTHEST

    def of(self, due_at: datetime, zone: str) -> datetime:
        """The new slot. An hour that the clocks skip becomes the one they show; a repeated one is the first."""
        wall = to_local(due_at, zone) + timedelta(days=self.days)
        found = check_local(wall, zone)
        if found.suggestion is not None:
            found = check_local(found.suggestion, zone)
        moved = found.instants[0] if self.days else due_at.astimezone(UTC)
        return moved + timedelta(minutes=self.minutes)
