"""A text read in every language we know, and the reading that understands most of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from babel import Locale, UnknownLocaleError

from core.events.moments.combine import Said, without_party_names
from core.events.moments.day import Day, Present
from core.events.moments.day_rules import find_days
from core.events.moments.hours import DAY_READ, Hour, Role, find_hours
from core.events.moments.kinds import Kind
from core.events.moments.lexicon import LANGUAGES, lexicon
from core.events.moments.numerals import Piece
from core.events.moments.pieces import codes, read_pieces

_TICKET_TALK = re.compile(r"B[^,;]*")
_FROM_NOW = re.compile(r"I(?P<count>N)(?P<unit>[hi])")
_DOUBTED = {
    Kind.EVERY.value: "this repeats; I can only plan one date at a time",
    Kind.NOT.value: "something is ruled out",
}
_FILLERS = frozenset({Kind.FILLER, Kind.THE, Kind.FROM, Kind.AT})
_REST_ENDS = " \t,;-–—|/·•@("
_REST_STARTS = f"{_REST_ENDS}:.)"
_LONELY_SIGNS = re.compile(r"\s?([,.;|/·-])(?:\s*[,.;|/·-])+(?=\s|$)")
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Reading:
    """A text read in one language. used: the pieces that were read as time."""

    language: str
    pieces: tuple[Piece, ...]
    said: Said
    used: frozenset[int]
    minutes_from_now: int | None

    @property
    def weight(self) -> int:
        """Characters of the text that were read as time."""
        return sum(self.pieces[place].end - self.pieces[place].start for place in self.used)

    @property
    def complete(self) -> bool:
        """No word was left that another language might know."""
        return all(piece.kind is not Kind.WORD for piece in self.pieces)


def best_reading(folded: str, now_local: datetime, locale: str) -> Reading:
    """The reading that understands most of a folded text; the language of `locale` first among equals."""
    own = locale.replace("_", "-").split("-")[0].lower()
    languages = sorted(LANGUAGES, key=lambda language: (language != own, language != "en"))
    present = Present(now_local.date(), now_local.hour, _month_first(locale))
    abroad = replace(present, month_first=None if present.month_first else present.month_first)
    first = _read(folded, languages[0], present if languages[0] == own else abroad)
    if first.complete:
        return first
    readings = [first, *(_read(folded, language, abroad) for language in languages[1:])]
    best = max(readings, key=lambda reading: reading.weight)
    rivals = {reading.said.days for reading in readings if reading.weight == best.weight and reading.said.days}
    if best.language != own and len({tuple(day.days for day in days) for days in rivals}) > 1:
        return replace(best, said=replace(best.said, doubts=(*best.said.doubts, "I was not sure of the language")))
    return best


def _month_first(locale: str) -> bool | None:
    """Whether 12/5 is 5 December there; None where both are usual or the region is not told."""
    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
    if known.language == "en" and known.territory is None:
        return None
    pattern = known.date_formats["short"].pattern
    if pattern.lower().startswith("y"):
        return None
    return bool(pattern.index("M") < pattern.index("d"))


def _read(folded: str, language: str, now: Present) -> Reading:
    pieces = read_pieces(folded, lexicon(language))
    letters = codes(pieces)
    days = find_days(letters, pieces, now)
    for day in days:
        letters = letters[: day.first] + DAY_READ * (day.last - day.first) + letters[day.last :]
    hours = find_hours(letters, pieces)
    days = without_party_names(tuple(days))
    named: list[Day | Hour] = [*days, *hours]
    used = {place for one in named for place in range(one.first, one.last)}
    offset = _FROM_NOW.search(letters)
    minutes = None
    if offset:
        minutes = pieces[offset.start("count")].value * pieces[offset.start("unit")].value
        used |= set(range(offset.start(), offset.end()))
    talk = [found.span() for found in _TICKET_TALK.finditer(codes(pieces))]
    said = Said(
        tuple(replace(day, tickets=_inside(day.first, talk)) for day in days if not _ruled_out(letters, day)),
        tuple(replace(hour, tickets=hour.tickets or _inside(hour.first, talk)) for hour in hours),
        _doubts(letters, named),
    )
    return Reading(language, pieces, _with_end(said, letters), frozenset(used), minutes)


def _ruled_out(letters: str, day: Day) -> bool:
    """ "not Friday", "moved from Friday"."""
    return letters[: day.first].rstrip("aTF")[-1:] == Kind.NOT.value


def _with_end(said: Said, letters: str) -> Said:
    """ "Fri 27 Nov, 22:00 - Sat 28 Nov, 06:00": the second pair is the end."""
    if len(said.days) != 2 or len(said.hours) != 2:
        return said
    first_day, last_day = said.days
    first_hour, last_hour = said.hours
    day_first = first_day.last <= first_hour.first and first_hour.last <= last_day.first <= last_hour.first
    hour_first = first_hour.last <= first_day.first and first_day.last <= last_hour.first <= last_day.first
    between = letters[max(first_day.last, first_hour.last) : min(last_day.first, last_hour.first)].strip("aTF,")
    ends = (hour_first and last_hour.role is Role.END) or between in (Kind.DASH.value, Kind.UNTIL.value, Kind.AT.value)
    if not (day_first or hour_first) or not ends:
        return said
    return replace(said, days=(first_day,), hours=(first_hour,), end=(last_day, last_hour))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= place < last for first, last in spans)


def _doubts(letters: str, named: list[Day | Hour]) -> tuple[str, ...]:
    before = {letters[: one.first].rstrip("aTF")[-1:] for one in named}
    return tuple(sentence for letter, sentence in _DOUBTED.items() if letter in before)


def text_without(text: str, reading: Reading) -> str:
    """The text without the pieces read as time, tidied line by line."""
    kept, place = [], 0
    for used in sorted(_with_leading_fillers(reading)):
        piece = reading.pieces[used]
        kept.append(text[place : piece.start])
        place = max(place, piece.end)
    kept.append(text[place:])
    lines = (_tidy(line) for line in "".join(kept).splitlines())
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _tidy(line: str) -> str:
    single = _LONELY_SIGNS.sub(r"\1", re.sub(r"[ \t]+", " ", line))
    return single.lstrip(_REST_STARTS).rstrip(_REST_ENDS)


def _with_leading_fillers(reading: Reading) -> set[int]:
    """ "am", "on", "el" before a day go with it."""
    used = set(reading.used)
    for place in sorted(used):
        before = place - 1
        while before >= 0 and before not in used and reading.pieces[before].kind in _FILLERS:
            used.add(before)
            before -= 1
    return used
