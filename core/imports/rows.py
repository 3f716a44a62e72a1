"""A row of a table -> what `create_event` takes, or a sentence that says what is missing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from core.campaigns.cadence import cadences
from core.campaigns.plans import BY_ITSELF
from core.cells import as_typed
from core.errors import InvalidAnswer
from core.events.create import TONES, NewEvent, check_facts
from core.events.extract import Facts
from core.events.extract.genres import GENRES, genre_in
from core.events.moments import zone_named, zone_of_city
from core.events.moments.folding import fold_phrase
from core.imports.dates import Reader, ending
from core.imports.headers import columns_of
from core.imports.table import Row, Table

LONGEST_WAIT = timedelta(hours=12)
"""Doors that open longer before the start are a slip."""
_MOMENTS = ("starts_local", "ends_local", "doors_local")


@dataclass(frozen=True)
class Refused:
    """A row that needs care, as it was written, and why."""

    number: int
    cells: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Ready:
    """A row that can be an event."""

    number: int
    facts: NewEvent


@dataclass(frozen=True)
class Usual:
    """What goes without saying: the team's zone and language, and the present."""

    now: datetime
    zone: str
    locale: str
    language: str


def read_rows(table: Table, usual: Usual, month_first: bool | None) -> tuple[list[Ready], list[Refused]]:
    """Raises InvalidAnswer when the columns are not known."""
    columns = columns_of(table.header)
    ready: list[Ready] = []
    refused: list[Refused] = []
    for row in table.rows:
        try:
            ready.append(Ready(row.number, _facts(_cells(row, columns), usual, month_first)))
        except InvalidAnswer as error:
            refused.append(Refused(row.number, row.cells, error.message.rstrip(".")))
    return ready, refused


def read_facts(found: Sequence[Facts], usual: Usual) -> tuple[list[Ready], list[Refused]]:
    """Events of a calendar file; their numbers are their places in time."""
    ready: list[Ready] = []
    refused: list[Refused] = []
    for number, facts in enumerate(found, start=1):
        try:
            ready.append(Ready(number, _of_calendar(facts, usual)))
        except InvalidAnswer as error:
            day = facts.start_local.date() if facts.start_local else facts.day
            hour = f"{facts.start_local:%H:%M}" if facts.start_local else ""
            cells = (facts.name, day.isoformat() if day else "", hour, facts.venue, facts.city)
            refused.append(Refused(number, cells, error.message.rstrip(".")))
    return ready, refused


CALENDAR_HEADER = ("Name", "Date", "Time", "Venue", "City")


def _cells(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    told = {fact: row.cells[place] for fact, place in columns.items() if place < len(row.cells)}
    return {fact: " ".join(as_typed(cell).split()) for fact, cell in told.items() if cell.strip()}


def _facts(cells: Mapping[str, str], usual: Usual, month_first: bool | None) -> NewEvent:
    missing = [words for fact, words in (("name", "no name"), ("venue", "no venue")) if fact not in cells]
    if missing:
        raise InvalidAnswer(" and ".join(missing))
    zone = _zone(cells, usual)
    reader = Reader(usual.now, zone, usual.locale, month_first)
    starts = _starts(cells, reader)
    facts = NewEvent(
        name=cells["name"],
        starts_local=starts,
        time_zone=zone,
        venue=cells["venue"][:120],
        ends_local=_ends(cells, starts, reader),
        doors_local=_doors(cells, starts, reader),
        city=cells.get("city", ""),
        lineup=_names(cells.get("lineup", "")),
        ticket_link=_link(cells.get("ticket_link", "")),
        price=cells.get("price", ""),
        genre=_genre(cells.get("genre", "")),
        description=cells.get("description", "")[:2000],
        tone=_one_of(cells.get("tone", ""), {tone: tone for tone in TONES}, "warm"),
        plan=_one_of(cells.get("plan", ""), {one.title.casefold(): one.key for one in cadences()}, BY_ITSELF),
        language=usual.language,
    )
    check_facts(facts, usual.now)
    return facts


def _zone(cells: Mapping[str, str], usual: Usual) -> str:
    """The one that is written, or the city's, or the team's."""
    if written := cells.get("time_zone"):
        if found := zone_named(written, usual.locale):
            return found
        raise InvalidAnswer(f"I don't know the time zone “{written[:40]}”; write a name like Europe/Berlin")
    city = cells.get("city", "")
    return (zone_of_city(city, usual.locale) if city else None) or usual.zone


def _starts(cells: Mapping[str, str], reader: Reader) -> datetime:
    if "starts" in cells and "date" not in cells:
        if "time" in cells:
            return datetime.combine(reader.day(cells["starts"]), reader.hour(cells["time"]))
        return reader.moment(cells["starts"])
    if "date" not in cells:
        raise InvalidAnswer("no date")
    hour = cells.get("time") or cells.get("starts")
    if hour is None:
        return reader.moment(cells["date"])
    return datetime.combine(reader.day(cells["date"]), reader.hour(hour))


def _ends(cells: Mapping[str, str], starts: datetime, reader: Reader) -> datetime | None:
    if "ends" in cells:
        hour = _hour_alone(cells["ends"], reader)
        return ending(starts, hour) if hour else reader.moment(cells["ends"])
    if "end_time" not in cells:
        return None
    hour = reader.hour(cells["end_time"])
    return datetime.combine(_day(cells, reader), hour) if "end_date" in cells else ending(starts, hour)


def _day(cells: Mapping[str, str], reader: Reader) -> date:
    return reader.day(cells["end_date"])


def _hour_alone(text: str, reader: Reader) -> time | None:
    try:
        return reader.hour(text)
    except InvalidAnswer:
        return None


def _doors(cells: Mapping[str, str], starts: datetime, reader: Reader) -> datetime | None:
    if "doors" not in cells:
        return None
    opened = datetime.combine(starts.date(), reader.hour(cells["doors"]))
    opened -= timedelta(days=opened > starts)
    if starts - opened > LONGEST_WAIT:
        raise InvalidAnswer(f"the doors cannot open at {opened:%H:%M} when it starts at {starts:%H:%M}")
    return opened


def _names(text: str) -> tuple[str, ...]:
    for sign in (";", "|", "\n", " / "):
        text = text.replace(sign, ",")
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _link(text: str) -> str:
    if not text or "." not in text or " " in text:
        return "" if not text else _no_link(text)
    return text if text.startswith(("http://", "https://")) else f"https://{text}"


def _no_link(text: str) -> str:
    raise InvalidAnswer(f"“{text[:40]}” is no link; links start with https://")


def _genre(text: str) -> str:
    plain = text.casefold()
    return plain if plain in GENRES else genre_in(text) if text else ""


def _one_of(text: str, known: Mapping[str, str], usual: str) -> str:
    """What is not known is taken for nothing said: it changes how captions sound, and no fact."""
    return known.get(text.casefold(), text.casefold() if text.casefold() in known.values() else usual)


def _of_calendar(facts: Facts, usual: Usual) -> NewEvent:
    if not facts.name:
        raise InvalidAnswer("no name")
    if not facts.venue:
        raise InvalidAnswer("no venue")
    if facts.start_local is None:
        raise InvalidAnswer("no hour")
    found = NewEvent(
        name=facts.name,
        starts_local=facts.start_local,
        time_zone=facts.time_zone or usual.zone,
        venue=facts.venue[:120],
        ends_local=facts.end_local,
        city=facts.city,
        lineup=tuple(facts.lineup),
        ticket_link=facts.ticket_link,
        price=facts.price,
        genre=facts.genre,
        description=facts.description,
        language=usual.language,
    )
    check_facts(found, usual.now)
    return found


def same(facts: NewEvent) -> tuple[str, date, str]:
    """What makes two rows the same event: name, day and venue, however they are spelled."""
    return key_of(facts.name, facts.starts_local, facts.venue)


def key_of(name: str, starts_local: datetime, venue: str) -> tuple[str, date, str]:
    return fold_phrase(name), starts_local.date(), fold_phrase(venue)


def stored(facts: NewEvent) -> dict[str, Any]:
    """As JSON."""
    values = {key: value for key, value in asdict(facts).items() if value not in ("", None, (), {})}
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}


def facts_from(row: Mapping[str, Any]) -> NewEvent:
    values = dict(row)
    for key in _MOMENTS:
        if values.get(key):
            values[key] = datetime.fromisoformat(values[key])
    for key in ("lineup", "also_in"):
        values[key] = tuple(values.get(key) or ())
    return NewEvent(**values)
