"""Days and hours of a table: the plain ways of writing them at once, anything else as in a message. Pure.

Whether 5/6 is June or May is told by the whole column, where one of its days can only be read one way.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.errors import InvalidAnswer
from core.events.moments import to_local, understand_moment

_NUMBERS = re.compile(r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
_HOUR = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*(?:h|uhr|heures?|ore)?"
)
LONGEST_NIGHT = timedelta(hours=24)


@dataclass(frozen=True)
class Reader:
    """How the dates of one table are read. month_first: 5/6 is 6 May; None: nobody knows."""

    now: datetime
    zone: str
    locale: str
    month_first: bool | None

    def day(self, text: str) -> date:
        """Raises InvalidAnswer with what is wrong with it."""
        plain = text.strip()
        try:
            if found := _YEAR_FIRST.fullmatch(plain):
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            if found := _NUMBERS.fullmatch(plain):
                return self._numbers(found, plain)
        except ValueError as error:
            raise InvalidAnswer(f"there is no day “{plain[:40]}”", field="date") from error
        read = understand_moment(plain, self.now, self.zone, self.locale)
        if read.day is None or len({one.date() for one in read.choices}) > 1:
            raise InvalidAnswer(f"I can't read “{plain[:40]}” as one day", field="date")
        return read.day

    def _numbers(self, found: re.Match[str], plain: str) -> date:
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        year += 2000 if year < 100 else 0
        if found["sign"] == "." or one > 12:
            return date(year, two, one)
        if two > 12 or self.month_first or one == two:
            return date(year, one, two)
        if self.month_first is None:
            either = f"{one} {date(year, two, one):%B} or {two} {date(year, one, two):%B}"
            raise InvalidAnswer(f"“{plain}” may be {either}: write it like {year}-{two:02}-{one:02}", field="date")
        return date(year, two, one)

    def hour(self, text: str) -> time:
        """Raises InvalidAnswer with what is wrong with it."""
        plain = text.strip().casefold()
        found = _HOUR.fullmatch(plain)
        if found is None:
            read = understand_moment(plain, self.now, self.zone, self.locale).clock
            if read is None:
                raise InvalidAnswer(f"I can't read “{text[:40]}” as an hour", field="time")
            return read
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if found["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
        if hour == 24 and minute == 0:
            hour = 0
        try:
            return time(hour, minute)
        except ValueError as error:
            raise InvalidAnswer(f"there is no hour “{text[:40]}”", field="time") from error

    def moment(self, text: str) -> datetime:
        """A day with its hour in one cell. Raises InvalidAnswer."""
        plain = text.strip()
        try:
            if len(plain) > len("2026-11-27"):
                found = datetime.fromisoformat(plain)
                return found if found.tzinfo is None else to_local(found, self.zone)
        except ValueError:
            pass
        day, _, hour = plain.replace(", ", " ").partition(" ")
        if hour and (_NUMBERS.fullmatch(day) or _YEAR_FIRST.fullmatch(day)):
            return datetime.combine(self.day(day), self.hour(hour))
        read = understand_moment(plain, self.now, self.zone, self.locale)
        if read.start_local is not None:
            return read.start_local
        if read.choices:
            raise InvalidAnswer(f"“{plain[:40]}” can be read in more than one way", field="starts")
        if read.day is not None or _NUMBERS.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
            raise InvalidAnswer("the hour is missing", field="starts")
        raise InvalidAnswer(f"I can't read “{plain[:40]}” as a day and an hour", field="starts")


def month_first_in(cells: Iterable[str], locale: str) -> bool | None:
    """What a column tells about the order of its days and months; else what is usual there."""
    for cell in cells:
        found = _NUMBERS.match(cell.strip())
        if found is None or found["sign"] == ".":
            continue
        if int(found["one"]) > 12:
            return False
        if int(found["two"]) > 12:
            return True
    return _usual(locale)


def _usual(locale: str) -> bool | None:
    """Americans write the month first; plain "en" may be anybody."""
    language, _, region = locale.replace("_", "-").partition("-")
    if language.casefold() == "en":
        return region.upper() == "US" if region else None
    return False


def ending(start: datetime, hour: time) -> datetime:
    """The end of a night by its hour alone: the first time after the start that a clock shows it."""
    end = datetime.combine(start.date(), hour)
    return end if end > start else end + timedelta(days=1)
