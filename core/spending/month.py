"""The month a budget is for: the calendar's, on the clocks of the team."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Month:
    """From its first moment up to the first of the next one, aware UTC."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    @property
    def first_local(self) -> datetime:
        """Its first moment on the team's clocks."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def next_local(self) -> datetime:
        """The first moment of the next one, when there is a new budget."""
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def key(self) -> str:
        """ "2026-11"."""
        return f"{self.first_local:%Y-%m}"


def month_of(now: datetime, zone: str) -> Month:
    """The month in which `now` lies there."""
    local = now.astimezone(ZoneInfo(zone))
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    later = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return Month(first.astimezone(UTC), later.astimezone(UTC), zone)
