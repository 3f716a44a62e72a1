"""Every day and hour a text mentions, without making one moment of them: for checking words against facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.events.moments.day import Day, Present
from core.events.moments.day_rules import find_days
from core.events.moments.folding import fold
from core.events.moments.hours import DAY_READ, MIDNIGHT, Hour, Role, find_hours
from core.events.moments.kinds import Kind
from core.events.moments.lexicon import LANGUAGES, lexicon
from core.events.moments.numerals import Piece
from core.events.moments.pieces import codes, read_pieces

_NOON_HOUR = 12
_BETWEEN = "".join((Kind.FILLER, Kind.THE, Kind.AT, Kind.COMMA))
_DATED = frozenset({Kind.MONTH, Kind.DATE})


@dataclass(frozen=True)
class DayMention:
    """A day as a text says it, `said` being its words there.

    days: the calendar days it may mean (empty: impossible). weekday: the weekday named with it, 0 Monday. dated: it
    names day and month. year: the year it names. from_today: 1 for "tomorrow", 0 for "today", -1 for "yesterday".
    next_week: "next Friday", "next week". place: where in the text it begins.
    """

    said: str
    days: tuple[date, ...]
    weekday: int | None = None
    dated: bool = False
    year: int | None = None
    from_today: int | None = None
    next_week: bool = False
    place: int = 0


@dataclass(frozen=True)
class HourMention:
    """An hour as a text says it.

    minutes: after midnight, as it may mean (empty: impossible). role: what it is the hour of. after_day: it directly
    follows a day, as in "Friday 27 November, 22:00".
    """

    said: str
    minutes: tuple[int, ...]
    role: Role = Role.PLAIN
    after_day: bool = False


@lru_cache(maxsize=1024)
def find_mentions(text: str, today: date, language: str) -> tuple[tuple[DayMention, ...], tuple[HourMention, ...]]:
    """(days, hours) of a text in one of `lexicon.LANGUAGES`; dates without a year are the next ones from `today` on."""
    folded = fold(text)
    pieces = read_pieces(folded, lexicon(language))
    letters = codes(pieces)
    days = find_days(letters, pieces, Present(today, _NOON_HOUR, None))
    for day in days:
        letters = letters[: day.first] + DAY_READ * (day.last - day.first) + letters[day.last :]
    hours = find_hours(letters, pieces)
    return (
        tuple(_day(day, pieces, text) for day in days),
        tuple(mention for one in hours for mention in _hours(one, pieces, text, letters)),
    )


def named_days(text: str, today: date) -> bool:
    """Whether a text names a day in any language we know: "tomorrow", "am Freitag", "dal 5 al 7"."""
    return any(find_mentions(text, today, language)[0] for language in LANGUAGES)


def _hours(hour: Hour, pieces: tuple[Piece, ...], text: str, letters: str) -> Iterator[HourMention]:
    said = _said(pieces[hour.first : hour.last], text)
    after_day = letters[: hour.first].rstrip(_BETWEEN).endswith(DAY_READ)
    yield HourMention(said, tuple(minute % MIDNIGHT for minute in hour.minutes), hour.role, after_day)
    if hour.until:
        yield HourMention(said, tuple(minute % MIDNIGHT for minute in hour.until), Role.END)


def _day(day: Day, pieces: tuple[Piece, ...], text: str) -> DayMention:
    span = pieces[day.first : day.last]
    dated = any(piece.kind in _DATED for piece in span)
    weekday = _value(span, Kind.WEEKDAY)
    contradicted = dated and weekday is not None and bool(day.days) and day.days[0].weekday() != weekday
    return DayMention(
        said=_said(span, text),
        days=day.days[:1] if contradicted else day.days,
        weekday=weekday,
        dated=dated or (day.said == "date" and _value(span, Kind.HOLIDAY) is None),
        year=_value(span, Kind.YEAR) or next((one.numbers[0] for one in span if one.kind is Kind.DATE), 0) or None,
        from_today=_value(span, Kind.DAY),
        next_week=_value(span, Kind.NEXT) is not None,
        place=span[0].start,
    )


def _value(span: tuple[Piece, ...], kind: Kind) -> int | None:
    return next((piece.value for piece in span if piece.kind is kind), None)


def _said(span: tuple[Piece, ...], text: str) -> str:
    return text[span[0].start : span[-1].end]
