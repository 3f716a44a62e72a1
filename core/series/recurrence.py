"""Which days a series falls on: dates and weekdays only, so no change of the clocks can move one. Pure."""

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile

from core.series.model import Step

LAST = -1
FARTHEST = 60
"""So many steps are looked ahead for one that is not skipped."""
_DAYS = calendar.day_name
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"}
_WEEKLY = {1: "every {day}", 2: "every second {day}", 3: "every third {day}", 4: "every fourth {day}"}
_WEEKLY_BEYOND = "every {number}th {day}"
_MONTHLY = {
    1: "every {nth} {day} of the month",
    2: "every {nth} {day} of every second month",
    3: "every {nth} {day} of every third month",
    4: "every {nth} {day} of every fourth month",
}
_MONTHLY_BEYOND = "every {nth} {day} of every {number}th month"


@dataclass(frozen=True)
class Recurrence:
    """every: 2 is every second week or month. weekday: 0 is Monday. nth: place in the month, or LAST; 0 in weeks."""

    step: Step
    weekday: int
    every: int = 1
    nth: int = 0

    def __str__(self) -> str:
        """ "every Friday", "every second Friday", "every first Saturday of the month"."""
        day = _DAYS[self.weekday]
        if self.step is Step.WEEKS:
            return _WEEKLY.get(self.every, _WEEKLY_BEYOND).format(day=day, number=self.every)
        template = _MONTHLY.get(self.every, _MONTHLY_BEYOND)
        return template.format(nth=_ORDINALS[self.nth], day=day, number=self.every)


def likely(day: date) -> tuple[Recurrence, ...]:
    """The rules that a day suggests: its weekday, its place in the month, the last one where it is that."""
    nth = (day.day - 1) // 7 + 1
    weekly = Recurrence(Step.WEEKS, day.weekday())
    fortnightly = Recurrence(Step.WEEKS, day.weekday(), every=2)
    monthly = [Recurrence(Step.MONTHS, day.weekday(), nth=nth)] if nth < 5 else []
    is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    last = [Recurrence(Step.MONTHS, day.weekday(), nth=LAST)] if is_last else []
    return (weekly, fortnightly, *monthly, *last)


def next_date(rule: Recurrence, anchor: date, after: date, skipped: Collection[date] = ()) -> date | None:
    """The first day of the rule later than `after` that is not skipped; None when all that can be seen are."""
    later = (day for day in _days(rule, anchor) if day > after)
    return next((day for day in islice(later, FARTHEST) if day not in skipped), None)


def last_date(rule: Recurrence, anchor: date, until: date) -> date | None:
    """The last day of the rule, from the anchor on, that is no later than `until`; None when there is none."""
    days = list(takewhile(lambda day: day <= until, _days(rule, anchor)))
    return days[-1] if days else None


def _days(rule: Recurrence, anchor: date) -> Iterator[date]:
    """From the anchor on; where that is no day of the rule itself, from the first after it."""
    if rule.step is Step.WEEKS:
        first = anchor + timedelta(days=(rule.weekday - anchor.weekday()) % 7)
        return (first + timedelta(weeks=rule.every * n) for n in count())
    months = (anchor.year * 12 + anchor.month - 1 + rule.every * n for n in count())
    found = (_of_month(rule, month // 12, month % 12 + 1) for month in months)
    return (day for day in found if day is not None and day >= anchor)


def _of_month(rule: Recurrence, year: int, month: int) -> date | None:
    """None for a fifth Friday that the month has not got."""
    length = calendar.monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    days = [day for day in days if day.weekday() == rule.weekday]
    if rule.nth == LAST:
        return days[-1]
    return days[rule.nth - 1] if rule.nth <= len(days) else None
