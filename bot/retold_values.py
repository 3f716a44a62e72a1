"""What stands in the places of core's sentences: days, numbers and lists, from English into the reader's language."""

import re
from calendar import day_name
from datetime import date, timedelta
from decimal import Decimal

from bot.words import day_of, number_in_words, weekday

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_DAYS)})(?P<rest>[a-z]*) )?(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})"
    r"(?P<long>[a-z]*)(?: (?P<year>\d{4}))?(?P<clock>(?:,| at)? \d\d:\d\d)?"
)
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+")
_ANY_YEAR = range(2024, 2052)
"""Within 28 years each day of the year falls on each weekday."""


def retold_value(text: str) -> tuple[int, str]:
    """How much of the text was recognised, and the text."""
    if (found := _DAY.fullmatch(text)) and (said := _day(found)) is not None:
        return len(text), said
    if text in day_name:
        return len(text), weekday(date(2024, 1, 1) + timedelta(days=[*day_name].index(text)))
    if _NUMBER.fullmatch(text):
        plain = text.replace(",", "")
        return len(text), number_in_words(Decimal(plain), len(plain.partition(".")[2]))
    return 0, text


def parted(text: str) -> tuple[list[str], str]:
    """ "Ada, Ben and Cy" -> its names, and the word before the last."""
    for last in ("and", "or"):
        before, found, end = text.rpartition(f" {last} ")
        if found:
            return [*before.split(", "), end], last
    return [text], "and"


def _day(found: re.Match[str]) -> str | None:
    """The day as the reader writes it, as long or as short as it was; None for what the calendar does not have."""
    month, number = _MONTHS.index(found["month"]) + 1, int(found["day"])
    weekday = _DAYS.index(found["weekday"]) if found["weekday"] else None
    for year in [int(found["year"])] if found["year"] else _ANY_YEAR:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if weekday is None or day.weekday() == weekday:
            return day_of(
                day,
                weekday=weekday is not None,
                year=bool(found["year"]),
                short=not found["rest"] if weekday is not None else not found["long"],
            ) + (found["clock"] or "").replace(" at", ",")
    return None
