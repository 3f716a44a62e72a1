"""What digits say by their shape alone: dates, clock times, prices; everything that only looks like one is a word."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.events.moments.kinds import Kind

_NOON_HOUR = 12
_HOURS = 24
_MINUTES = 60
_OPEN_UNTIL = 12
_MIDNIGHT = (24 * 60, 0)
_CENTURY = 2000

ISO = 1
"""Value of a ZONE piece that is part of an ISO 8601 time."""
LOCALE_ORDER, DAY_FIRST, YEAR_FIRST, OR_CLOCK, OR_ALWAYS = range(5)
"""How the numbers of a DATE stand; OR_CLOCK is "22.30" and OR_ALWAYS "24/7", which context decides."""


@dataclass(frozen=True)
class Piece:
    """One meaningful piece of a text; `start` and `end` are character positions.

    value of a DATE: in which order its numbers stand (LOCALE_ORDER ...). numbers: for DATE the year or 0 and two
    more, for CLOCK the minutes after midnight it may mean (none: an impossible time, 1440: the end of the day).
    spelled: the number was written in letters. shaky: an abbreviation that is also an everyday word. slip: misspelled.
    """

    kind: Kind
    start: int
    end: int
    value: int = 0
    numbers: tuple[int, ...] = ()
    spelled: bool = False
    shaky: bool = False
    slip: bool = False


Shape = tuple[Kind, int, tuple[int, ...]]
"""Kind, value and numbers of a Piece."""
Make = Callable[[re.Match[str], str], Shape | None]


def clock(hour: int, minute: int, *, half: str = "", open_hour: bool = False) -> tuple[int, ...]:
    """Minutes after midnight that a written time may mean, the likelier for an event first; none if it cannot be.

    half: "am", "pm" or "". open_hour: 1 to 12 may be morning or evening.
    """
    if minute >= _MINUTES or hour > _HOURS or (hour == _HOURS and minute):
        return ()
    if half:
        if not 1 <= hour <= _NOON_HOUR:
            return () if hour > _NOON_HOUR and half == "am" else (hour * 60 + minute,)
        if half == "am" and hour == _NOON_HOUR:
            return _MIDNIGHT if not minute else (minute,)
        return (hour % _NOON_HOUR * 60 + minute + (_NOON_HOUR * 60 if half == "pm" else 0),)
    if open_hour and 1 <= hour < _NOON_HOUR:
        return ((hour + _NOON_HOUR) * 60 + minute, hour * 60 + minute)
    if open_hour and hour == _NOON_HOUR:
        return (_NOON_HOUR * 60 + minute, *((_MIDNIGHT[0],) if not minute else (minute,)))
    if hour == 0 and minute == 0:
        return _MIDNIGHT
    return (hour * 60 + minute,)


def _word(_found: re.Match[str], _language: str) -> Shape:
    return Kind.WORD, 0, ()


def _price(_found: re.Match[str], _language: str) -> Shape:
    return Kind.PRICE, 0, ()


def _year_first(found: re.Match[str], _language: str) -> Shape:
    return Kind.DATE, YEAR_FIRST, (int(found["year"]), int(found["month"]), int(found["day"]))


def _solid_date(found: re.Match[str], _language: str) -> Shape:
    return Kind.DATE, YEAR_FIRST, tuple(int(found[part]) for part in ("year", "month", "day"))


def _numeric(found: re.Match[str], _language: str) -> Shape:
    year = int(found.groupdict().get("year") or 0)
    return Kind.DATE, DAY_FIRST if "." in found[0] else LOCALE_ORDER, (_full(year), *_both(found))


def _two_readings(found: re.Match[str], _language: str) -> Shape:
    return Kind.DATE, OR_CLOCK, (0, *_both(found))


def _always(found: re.Match[str], _language: str) -> Shape:
    return Kind.DATE, OR_ALWAYS, (0, *_both(found))


def _both(found: re.Match[str]) -> tuple[int, int]:
    return int(found["first"]), int(found["second"])


def _full(year: int) -> int:
    return year + _CENTURY if 0 < year < _CENTURY else year


def _half_day(found: re.Match[str], language: str) -> Shape | None:
    if language != "en" and found["half"] == "a" and " " in found[0]:
        return None  # "um 10 am Hafen"
    return Kind.CLOCK, 0, clock(int(found["hour"]), int(found["minute"] or 0), half=found["half"] + "m")


def _short_half(found: re.Match[str], language: str) -> Shape | None:
    """ "10p", as American flyers have it."""
    return _half_day(found, language) if language == "en" else None


def _ish(found: re.Match[str], language: str) -> Shape:
    half = found["half"] or ""
    return Kind.CLOCK, 0, clock(int(found["hour"]), int(found["minute"] or 0), half=half and half + "m", open_hour=True)


def _italian_h(found: re.Match[str], language: str) -> Shape | None:
    """ "h23"."""
    return (Kind.CLOCK, 0, clock(int(found["hour"]), int(found["minute"] or 0))) if language == "it" else None


def _night_range(found: re.Match[str], language: str) -> Shape | None:
    """ "2200-0600", unless both could be years."""
    years = all(found[part].startswith(("19", "20")) for part in ("whole", "other"))
    return None if years else _four_digits(found, language)


def _end_of_night(found: re.Match[str], language: str) -> Shape | None:
    """The second half; one that could be a year is none."""
    return None if found["whole"].startswith(("19", "20")) else _four_digits(found, language)


def _colon(found: re.Match[str], language: str) -> Shape:
    hour, marked = found["hour"], bool(found["mark"])
    open_hour = language == "en" and not marked and not hour.startswith("0")
    return Kind.CLOCK, 0, clock(int(hour), int(found["minute"]), open_hour=open_hour)


def _marked_hour(found: re.Match[str], language: str) -> Shape:
    hour, minute = int(found["hour"]), found["minute"]
    open_hour = minute is None and language != "fr" and hour != _NOON_HOUR
    return Kind.CLOCK, 0, clock(hour, int(minute or 0), open_hour=open_hour and not found["hour"].startswith("0"))


def _four_digits(found: re.Match[str], _language: str) -> Shape:
    return Kind.CLOCK, 0, clock(int(found["hour"]), int(found["minute"]))


def _ordinal(found: re.Match[str], _language: str) -> Shape:
    return Kind.ORDINAL, int(found["value"]), ()


def _year(found: re.Match[str], _language: str) -> Shape:
    return Kind.YEAR, _full(int(found["value"] or found["short"])), ()


def _number(found: re.Match[str], _language: str) -> Shape:
    return Kind.NUMBER, int(found[0]), ()


def _exact(found: re.Match[str], _language: str) -> Shape:
    return Kind.CLOCK, 0, clock(int(found["hour"]), int(found["minute"]))


def _offset(found: re.Match[str], _language: str) -> Shape:
    minutes = int(found["hours"] or 0) * _MINUTES + int(found["minutes"] or 0)
    return Kind.ZONE, ISO, (-minutes if found["sign"] == "-" else minutes,)


_MONEY = r"(?:€|£|\$|eur\b|euros?\b|usd\b|gbp\b|chf\b|pln\b|pounds?\b|dollars?\b|franken\b|,-|\.-)"
_AMOUNT = r"\d+(?:[.,]\d{1,2})?"
_NOT_HOUR = r"(?!\d|[.:]\d\d|[ ]?(?:h\b|uhr\b|pm\b|am\b|o'clock))"
_LINK = r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\w+|[@#][a-z_][\w.]*|[\w-]{1,63}\.(?:com|de|org|net|es|fr|it|io|club)\b\S*"

_AFTER_ISO = "(?:{})".format(
    "|".join(
        rf"(?<={written})"
        for written in (
            r"t\d\d:\d\d", r"t\d\d:\d\d:\d\d", r":\d\d\.\d{3}", r":\d\d\.\d{6}", r"\dt\d{4}", r"\dt\d{6}",
        )
    )
)  # fmt: skip
_FOUR = r"(?:[01]\d|2[0-4])[0-5]\d"
_SPLIT_FOUR = r"(?P<whole>(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d))"

_PATTERNS: tuple[tuple[str, Make], ...] = (
    (_LINK, _word),
    (r"h\.?(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?(?!\w)", _italian_h),
    (rf"(?:€|£|\$)\s?{_AMOUNT}(?:\s?[-/]\s?{_AMOUNT})?", _price),
    (rf"{_AMOUNT}(?:\s?[-/]\s?{_AMOUNT})?\s?{_MONEY}", _price),
    (r"(?P<first>24)/(?P<second>7)\b", _always),
    (r"(?<!\ba )(?<!las )(?<!alle )24\s?(?:h|hours|stunden)\b", _word),
    (
        r"\d+\+(?!\s?\d)|\+\d[\d\s/-]{6,}|0\d{2,4}[\s/-]\d{4,}|\d+\s?%|\d+x\b",
        _word,
    ),
    (r"(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?:(?=t\d\d:\d\d)t|(?!\d))", _year_first),
    (r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:(?=t\d{4})t|(?!\w))", _solid_date),
    (r"(?<=\d\dt)(?P<hour>\d\d)(?P<minute>\d\d)(?:\d\d)?(?=z|[+-]|\b)", _exact),
    (rf"{_SPLIT_FOUR}(?=\s?-\s?(?P<other>{_FOUR})(?!\w))", _night_range),
    (rf"(?:(?<=(?<!\d)\d\d\d\d-)|(?<=(?<!\d)\d\d\d\d - )){_SPLIT_FOUR}(?!\w)", _end_of_night),
    (r"(?<=\dt)(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?", _exact),
    (rf"{_AFTER_ISO}(?:z\b|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)\b)", _offset),
    (rf"(?P<first>\d\d?)([./-])\s?(?P<second>\d\d?)\2(?P<year>\s?(?:19|20)\d\d|\d\d){_NOT_HOUR}", _numeric),
    (r"(?P<first>\d\d?)\.\s?(?P<second>0?[1-9]|1[0-2])\.(?!\d)", _numeric),
    (r"(?P<first>\d\d?)/(?P<second>\d\d?)(?![\d/])", _numeric),
    (r"(?P<hour>\d\d?)(?:[:.]?(?P<minute>\d\d))?\s?(?P<half>[ap])(?:m\b|\.m\b\.?)", _half_day),
    (r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>\d\d))?(?P<half>[ap])(?!\w)", _short_half),
    (r"(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>\d\d))?-?ish\b(?:\s?(?P<half>[ap])\.?m\b)?", _ish),
    (r"(?P<hour>\d\d)(?P<minute>\d\d)\s?(?:h|hrs|hours|uhr)\b", _exact),
    (r"(?P<hour>\d\d?):(?P<minute>\d\d)(?!\d)(?::\d\d)?(?:\s?(?P<mark>uhr|hrs|hs|h|ore)\b)?(?!\w)", _colon),
    (r"(?P<hour>\d\d?)\.(?P<minute>[0-5]\d)\s?(?P<mark>uhr|hrs|hs|h|ore)\b", _colon),
    (r"(?P<hour>\d\d?)\s?(?P<mark>uhr)(?:[ ](?P<minute>[0-5]\d)(?![.:/\d]|\s?€))?(?!\w)", _marked_hour),
    (r"(?P<hour>\d\d?)(?P<mark>h)(?P<minute>[0-5]\d)(?!\w)", _marked_hour),
    (r"(?P<hour>\d\d?)[ ](?P<mark>h)[ ](?P<minute>00|15|30|45)(?![.:/\w])", _marked_hour),
    (r"(?P<hour>\d\d?)\s?(?P<mark>h|hs|hrs)\b(?P<minute>)?", _marked_hour),
    (r"(?P<value>\d\d?)(?:st|nd|rd|th|er|re|ere|ten|te|ter|o|°)(?!\w)", _ordinal),
    (r"(?P<value>(?:19|20)\d\d)(?!\w)|(?<!\w)'(?P<short>\d\d)\b", _year),
    (r"(?P<first>\d\d?)\.(?P<second>\d\d?)(?!\w|\.\w)", _two_readings),
    (r"\d+[.,]\d+\w*", _word),
    (r"\d\d?(?!\w)", _number),
    (r"\d\w*", _word),
)

SHAPES = tuple((re.compile(pattern), make) for pattern, make in _PATTERNS)
"""Tried in this order at each place; the first that fits wins."""
