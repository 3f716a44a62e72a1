"""Where in time a post may be moved to: its window, the venue's waking hours, and its place among its phases: pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from core.campaigns.plan import NOTICE_NEEDED, QUIET
from core.events.moments import check_local

REACH = timedelta(days=2)
"""A move is a better hour for the same post, not another plan."""
SAYS_THE_DAY = 3
"""From so many days before the event on, words and flyers say the day: "3 days to go", "tomorrow", "tonight"."""
BETWEEN = timedelta(minutes=1)


@dataclass(frozen=True)
class Room:
    """Aware UTC bounds, both allowed; day: the only local day allowed, where the words name it."""

    earliest: datetime
    latest: datetime
    zone: str
    day: date | None = None

    def holds(self, due_at: datetime) -> bool:
        local = due_at.astimezone(ZoneInfo(self.zone))
        awake = QUIET[0] <= local.time() < QUIET[1]
        return awake and self.earliest <= due_at <= self.latest and self.day in (None, local.date())

    def moments(self, *, halves: bool = False) -> Iterator[datetime]:
        """Every full hour in it (halves: every half), in order. A wall time the clocks skip is no moment."""
        zone = ZoneInfo(self.zone)
        first, last = self.earliest.astimezone(zone).date(), self.latest.astimezone(zone).date()
        days = [self.day] if self.day else [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        awake = range(QUIET[0].hour, QUIET[1].hour + 1)
        for day, hour, minute in product(days, awake, (0, 30) if halves else (0,)):
            local = check_local(datetime.combine(day, time(hour, minute)), self.zone)
            if local.suggestion is None and self.holds(local.instants[0]):
                yield local.instants[0]


def room_for(
    due_at: datetime,
    not_after: datetime,
    siblings: Sequence[datetime],
    *,
    zone: str,
    evening: date,
    now: datetime,
    phase: str = "",
) -> Room:
    """siblings: when the other posts of the campaign go out, whose order is kept. evening: the day of the event."""
    day = due_at.astimezone(ZoneInfo(zone)).date()
    before = max((other for other in siblings if other < due_at), default=None)
    after = min((other for other in siblings if other > due_at), default=None)
    earliest = [due_at - REACH, now + NOTICE_NEEDED, *([before + BETWEEN] if before else [])]
    if day > evening:  # thanks come when the night is over
        earliest.append(datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC))
    latest = [due_at + REACH, not_after, *([after - BETWEEN] if after else [])]
    says_the_day = 0 <= (evening - day).days <= SAYS_THE_DAY or "countdown" in phase
    return Room(max(earliest), min(latest), zone, day if says_the_day else None)
