"""Which hours a sentence names: start, doors, end, each with what it may mean."""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.events.moments.kinds import PARTS, DayPart, Kind
from core.events.moments.numerals import Piece, clock

DAY_READ = "X"
"""Stands in a sentence's letters where a day was read."""
MIDNIGHT = 24 * 60
_NOON = 12 * 60
_HOUR = 60
_LAST_HOUR = 24
_MINUTE_WORDS = frozenset({5, 10, 20, 25})
_AGES = (16, 18, 21)
_LATE_HOUR = 5 * _HOUR
_SHORT_STAY = 8 * _HOUR

_CLOCK = r"(?:Qa?A?[NC]g?|Ni?p[NC]g?|N[gh]?q|NNh|N[gh]N|N[gh]|Cq?|N)"
_RANGE = r"(?:[-U][aA]{0,2})"
_OF_SOMETHING = re.compile(r"[aF]?\?")
_NEEDS_COMPANY = frozenset({"N", "Nh"})
_PATTERN = re.compile(
    rf"(?P<role>[KSEU][aAFT:]*)?(?P<lead>P[A,a]*)?(?P<at>(?P<from>F)?A?a?)"
    rf"(?P<clock>{_CLOCK})(?P<part>a?P)?"
    rf"(?:(?P<sep>{_RANGE}|(?<=[CN])A(?=[CN])|(?(from)e|(?!)))(?P<clock2>{_CLOCK})(?P<part2>a?P)?)?"
    rf"(?P<zone>Z)?(?P<price>c)?(?P<role2>[KSE](?!:?[aA]?[CN]))?"
)


class Role(StrEnum):
    """What an hour is the hour of."""

    START = "S"
    DOORS = "K"
    END = "E"
    PLAIN = ""


@dataclass(frozen=True)
class Hour:
    """One naming of an hour.

    minutes: after midnight of the day named, likelier first; 1440 and above belong to the next day; empty when there
    is no such time. until: the same for the end of a range. zone: the ZONE piece when one was said.
    tickets: said of tickets, not of the event. weak: may be a price or a house number.
    """

    minutes: tuple[int, ...]
    first: int
    last: int
    role: Role = Role.PLAIN
    part: DayPart | None = None
    until: tuple[int, ...] = ()
    zone: Piece | None = None
    sure: bool = True
    notes: tuple[str, ...] = ()
    tickets: bool = False
    weak: bool = False


_ROLES = {"S": Role.START, "K": Role.DOORS, "E": Role.END, "U": Role.END, " ": Role.PLAIN}


def find_hours(letters: str, pieces: tuple[Piece, ...]) -> tuple[Hour, ...]:
    """All hours named; `letters` has DAY_READ where a day was read, so that "Friday 22" counts as an hour."""
    letters = _settle_past(letters, pieces)
    found: list[Hour] = []
    place = 0
    while place < len(letters):
        match = _PATTERN.match(letters, place)
        if match and (hour := _hour(match, letters, pieces)):
            found.append(hour)
            place = max(hour.last, place + 1)
        else:
            place += 1
    return tuple(found)


def _settle_past(letters: str, pieces: tuple[Piece, ...]) -> str:
    """ "ten to nine" and "10 vor 9" tell minutes, "10 to 4am" a range."""
    settled = list(letters)
    for place, piece in enumerate(pieces):
        if settled[place] != Kind.PAST.value:
            continue
        before = pieces[place - 2 if letters[max(place - 1, 0)] == Kind.MINUTES.value else place - 1]
        minutes = place > 0 and before.value in _MINUTE_WORDS and (before.spelled or not piece.shaky)
        if not minutes or Kind.FROM.value in letters[max(place - 3, 0) : place]:
            settled[place] = Kind.UNTIL.value if piece.value < 0 else Kind.WORD.value
    return "".join(settled)


def _hour(match: re.Match[str], letters: str, pieces: tuple[Piece, ...]) -> Hour | None:
    if not _meant_as_hour(match, letters, pieces):
        return None
    minutes, sure = _read(match.start("clock"), match["clock"], pieces)
    part = _part(match, "part", pieces) or _part(match, "lead", pieces)
    minutes = fit(minutes, part)
    until: tuple[int, ...] = ()
    if match["clock2"]:
        until = fit(_read(match.start("clock2"), match["clock2"], pieces)[0], _part(match, "part2", pieces))
        minutes = _beside(minutes, until)
    unmarked = match["clock"] == "N" and not any(match[name] for name in ("at", "role", "part", "lead", "clock2"))
    return Hour(
        minutes,
        match.start(),
        match.end(),
        _role_of(match),
        part,
        until,
        pieces[match.start("zone")] if match["zone"] else None,
        sure and not unmarked,
        tickets=bool(match["price"]) and (_role_of(match) is Role.END or not _after_day(letters, match.start())),
        weak=_weak(match, letters, pieces),
    )


def _role_of(match: re.Match[str]) -> Role:
    return _ROLES[(match["role"] or match["role2"] or " ")[0]]


def _after_day(letters: str, start: int) -> bool:
    return letters[:start].rstrip("aT,").endswith(DAY_READ)


def _weak(match: re.Match[str], letters: str, pieces: tuple[Piece, ...]) -> bool:
    house_number = match["clock"] == "N" and letters[match.end() : match.end() + 1] == Kind.WORD.value
    age = match["clock"] == "N" and "A" in match["at"] and pieces[match.start("clock")].value in _AGES  # "ab 18"
    return house_number or age or (match["clock"] == "C" and pieces[match.start("clock")].shaky)


def _meant_as_hour(match: re.Match[str], letters: str, pieces: tuple[Piece, ...]) -> bool:
    """A bare number is an hour only after "at", "doors" and the like, beside another hour, or after a day."""
    start, end = match.start("clock"), match.end("clock")
    if letters[max(start - 1, 0) : start] in ("u", "I"):
        return False
    if match["clock"] == "NNh":
        return pieces[start].spelled and pieces[start + 1].spelled  # "veintidós treinta horas"
    if match["clock"] not in _NEEDS_COMPANY:
        return True
    number, following = pieces[start], letters[end : end + 1]
    if number.value > _LAST_HOUR or following in ("h", "i", "j", "d", "w", "m", "c"):
        return False
    evening = number.value > _LAST_HOUR // 2
    plain_after = following != "?"
    after_day = _after_day(letters, start)
    if "A" in (match["at"] + (match["lead"] or "")):
        return plain_after or not number.spelled
    if match["part"]:
        return not (number.spelled and number.value == 1)  # "one night", "ein Abend"
    if match["clock"] == "Nh":
        return evening and (after_day or not _OF_SOMETHING.match(letters, end))  # "24 hours of techno"
    if match["role"] or match["at"]:
        open_end = bool(match["at"]) and following in (Kind.UNTIL.value, Kind.DASH.value)
        return bool(match["clock2"]) or evening or open_end or (bool(match["role"]) and plain_after)
    if match["clock2"] and match["clock2"] not in _NEEDS_COMPANY:
        return True
    return after_day and plain_after


def _read(start: int, pattern: str, pieces: tuple[Piece, ...]) -> tuple[tuple[int, ...], bool]:
    """Minutes that a clock may mean, and whether the way of saying it is clear everywhere."""
    used = pieces[start : start + len(pattern)]
    if pattern.startswith(("Np", "Nip")):
        offset = used[0].value * next(piece.value for piece in used if piece.kind is Kind.PAST)
        hour = used[pattern.index("p") + 1]
        return _shift(hour.numbers if hour.kind is Kind.CLOCK else _bare(hour), offset), True
    if pattern == "NNh":
        return clock(used[0].value, used[1].value), True
    if pattern in ("NhN", "NgN"):
        return clock(used[0].value, used[2].value), True
    offsets = [piece for piece in used if piece.kind in (Kind.BEFORE_HOUR, Kind.AFTER_HOUR)]
    main = next(piece for piece in used if piece.kind in (Kind.NUMBER, Kind.CLOCK))
    minutes = main.numbers if main.kind is Kind.CLOCK else _bare(main)
    unsure = any(piece.shaky for piece in offsets)
    shifted = _shift(minutes, sum(piece.value for piece in offsets))
    if unsure and offsets[0].kind is Kind.AFTER_HOUR:
        return (*shifted, *minutes), False  # "22 Uhr c.t." is a quarter past for those who know the custom
    return shifted, not unsure


def _bare(number: Piece) -> tuple[int, ...]:
    return clock(number.value, 0, open_hour=True)


def _shift(minutes: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple(one + by if one + by >= 0 else one + by + MIDNIGHT for one in minutes)


def _part(match: re.Match[str], group: str, pieces: tuple[Piece, ...]) -> DayPart | None:
    if not match[group]:
        return None
    return next(
        PARTS[pieces[place].value]
        for place in range(match.start(group), match.end(group))
        if pieces[place].kind is Kind.PART
    )


_SPANS: dict[DayPart, tuple[int, int]] = {
    DayPart.SMALL_HOURS: (0, 7 * _HOUR),
    DayPart.MORNING: (4 * _HOUR, _NOON),
    DayPart.AFTERNOON: (_NOON, 21 * _HOUR - 1),  # "las ocho y media de la tarde"
    DayPart.EVENING: (16 * _HOUR, MIDNIGHT),
    DayPart.NIGHT: (17 * _HOUR, MIDNIGHT + _LATE_HOUR),
    DayPart.AM: (0, _NOON - 1),
    DayPart.PM: (_NOON, MIDNIGHT - 1),
}


def lies_in(minute: int, part: DayPart) -> bool:
    """Whether an hour can be said with that part of the day."""
    low, high = _SPANS[part]
    return low <= minute <= high or (part is DayPart.NIGHT and 0 <= minute < _LATE_HOUR)


def fit(minutes: tuple[int, ...], part: DayPart | None) -> tuple[int, ...]:
    """Keep the readings that lie in the part of the day ("9h du soir" is 21:00); all when none does."""
    if part is None:
        return minutes
    inside = tuple(one for one in minutes if lies_in(one, part))
    twelve_later = tuple(one + _NOON for one in minutes if 0 < one < _NOON and lies_in(one + _NOON, part))
    return inside or twelve_later or minutes


def _beside(minutes: tuple[int, ...], until: tuple[int, ...]) -> tuple[int, ...]:
    """ "10-4am" starts at 22:00: keep the starts that lie at most eight hours before the end."""
    near = tuple(one for one in minutes if any(0 < (end - one) % MIDNIGHT <= _SHORT_STAY for end in until))
    return near if len(until) == 1 and near else minutes
