"""Reports as values: sections of rows, whose figures are numbers or unknown. Printing and drawing happen elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.errors import InvalidAnswer

Figure = int | float | str | None
"""None: nobody knows. That is never 0."""
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Column:
    """What a column shows. `unit` says how its figures are read: "", "%", "ms", "days", or a currency's cents."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """A metric. Each row begins with what it is about."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Figure]]
    note: str = ""


@dataclass(frozen=True)
class Period:
    """Whole days in UTC, from the first up to and with the last."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is not in it any more."""
        return datetime.combine(self.last + timedelta(days=1), time(), UTC)

    @property
    def months(self) -> "list[Period]":
        """The calendar months it touches, as far as it does."""
        parts, first = [], self.first
        while first <= self.last:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            parts.append(Period(first, min(self.last, following - timedelta(days=1))))
            first = following
        return parts

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


@dataclass(frozen=True)
class Report:
    """`kind` is "product", "technical" or "business"."""

    kind: str
    period: Period
    sections: Sequence[Section]


def period_of(first: str, last: str, today: date) -> Period:
    """From two ISO dates; either may be left out: up to today, for 30 days. Raises InvalidAnswer."""
    ends = _day(last, "to") if last else today
    begins = _day(first, "from") if first else ends - timedelta(days=29)
    if begins > ends:
        raise InvalidAnswer(f"The first day, {begins}, is after the last, {ends}. Change one of them.")
    if ends - begins > LONGEST:
        raise InvalidAnswer("That is more than three years. Ask for a shorter time.")
    return Period(begins, ends)


def share(part: int, whole: int) -> float | None:
    """In percent; unknown of nothing."""
    return 100 * part / whole if whole else None


def ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def middle(values: Sequence[float], at: float = 0.5) -> float | None:
    """The value below which this part of them lies, between two by the straight line; unknown of none."""
    if not values:
        return None
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidAnswer(f"“{text[:20]}” is no day for --{name}. Write it like 2026-11-30.") from error
