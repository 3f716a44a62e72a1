"""A span of whole days, and those that people have names for: pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.errors import InvalidAnswer

LONGEST = 400
"""Days: a year, and the weeks that do not end with it."""
DAY = timedelta(days=1)


class Named(StrEnum):
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included, as the team's calendar has them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """What it is compared with: the month or the year before a whole one, else as many days."""
        last = self.first - DAY
        if self.is_months:
            months = _months(self.last) - _months(self.first) + 1
            return Span(_month_began(self.first, -months), last)
        return Span(self.first - self.days * DAY, last)

    @property
    def after(self) -> "Span":
        """As `before`, the other way."""
        first = self.last + DAY
        if self.is_months:
            months = _months(self.last) - _months(self.first) + 1
            return Span(first, _month_began(first, months) - DAY)
        return Span(first, self.last + self.days * DAY)

    @property
    def is_months(self) -> bool:
        """Whole calendar months."""
        return self.first.day == 1 and (self.last + DAY).day == 1

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """When it begins, and when the day after it does, in UTC."""
        here = ZoneInfo(zone)
        begins, ends = (datetime.combine(day, time(), here) for day in (self.first, self.last + DAY))
        return begins.astimezone(UTC), ends.astimezone(UTC)


def span_of(first: date, last: date, today: date) -> Span:
    """Raises InvalidAnswer where nobody can report on it."""
    if last < first:
        raise InvalidAnswer("The last day comes before the first one.", field="last")
    if first > today:
        raise InvalidAnswer("That has not begun yet, so there is nothing to report.", field="first")
    if (last - first).days >= LONGEST:
        raise InvalidAnswer(f"A report covers up to {LONGEST} days. Ask for a shorter time.", field="first")
    return Span(first, last)


def named_span(named: Named, today: date) -> Span:
    """Weeks begin on Monday; what is not over yet is taken whole, as far as it has come."""
    monday = today - today.weekday() * DAY
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    return {
        Named.THIS_WEEK: Span(monday, monday + 6 * DAY),
        Named.LAST_WEEK: Span(monday - 7 * DAY, monday - DAY),
        Named.THIS_MONTH: Span(month, _month_began(month, 1) - DAY),
        Named.LAST_MONTH: Span(_month_began(month, -1), month - DAY),
        Named.LAST_30_DAYS: Span(today - 29 * DAY, today),
        Named.LAST_90_DAYS: Span(today - 89 * DAY, today),
        Named.THIS_YEAR: Span(year, _month_began(year, 12) - DAY),
        Named.LAST_YEAR: Span(_month_began(year, -12), year - DAY),
    }[named]


def month_span(month: int, today: date, year: int | None = None) -> Span:
    """The month of that name: of the year, or the last one that has begun."""
    first = date(year or today.year, month, 1)
    if year is None and first > today:
        first = date(today.year - 1, month, 1)
    return Span(first, _month_began(first, 1) - DAY)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_began(day: date, months: int) -> date:
    """The first day of the month so many later."""
    year, month = divmod(_months(day) + months, 12)
    return date(year, month + 1, 1)
