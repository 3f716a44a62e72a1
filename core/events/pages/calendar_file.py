"""A calendar file (iCalendar, RFC 5545) -> the facts of the next event in it.

What we need is the time on the venue's wall, which is what such a file writes beside the name of a zone; so the
file's own rules for its zones are not needed, and a time in UTC is turned into the venue's zone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from babel.core import get_global

from core.errors import InvalidAnswer
from core.events.extract import Facts, extract
from core.events.extract.genres import genre_in
from core.events.extract.links import take_link
from core.events.moments import known_zone, to_local, zone_of_city
from core.events.pages.calendar_lines import Calendar, Entry, Line, entries_in
from core.events.pages.repeats import next_repeat
from core.events.pages.values import plain
from core.events.pages.when import Written, on_wall
from core.events.pages.where import spot_in_words

NO_EVENT = "I found no event in that calendar file."
_CANCELLED = "the file says that it is cancelled"
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z?))?")
_LENGTH = re.compile(r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?")


@dataclass(frozen=True)
class _Dated:
    """An entry with its next start on the wall clock it is written for; hour: whether it has one."""

    entry: Entry
    start: datetime
    hour: bool
    written: Written
    zone: str | None


def read_calendar(text: str, now: datetime, zone: str, locale: str) -> Facts:
    """The facts of the next event of a calendar file. Raises InvalidAnswer when there is none.

    now: aware; zone: the team's own; locale: as for `extract`.
    """
    calendar = entries_in(text)
    usual = _zone_named(calendar.zone) or zone
    found = [dated for entry in calendar.entries if (dated := _dated(entry, now, usual, locale))]
    if not found:
        raise InvalidAnswer(NO_EVENT)
    local = to_local(now, zone)
    coming = sorted((one for one in found if _ahead(one, local)), key=lambda one: one.start)
    facts = _facts(coming[0] if coming else max(found, key=lambda one: one.start), usual, locale, now)
    if not coming:
        said = f"the file's date has passed ({facts.day:%d %B %Y})" if facts.day else "the file's date has passed"
        return replace(facts, start_local=None, end_local=None, day=None, assumed=(*facts.assumed, said))
    if len(coming) > 1:
        note = f"the file holds {len(coming)} events to come, I took the next one"
        facts = replace(facts, assumed=(*facts.assumed, note))
    return facts


def read_events(text: str, now: datetime, zone: str, locale: str) -> list[Facts]:
    """Every event of a calendar file that is still to come, the next one first; of one that repeats, the next time."""
    calendar = entries_in(text)
    usual = _zone_named(calendar.zone) or zone
    return [_facts(one, usual, locale, now) for one in _coming(calendar, usual, now, zone, locale)]


def events_ahead(text: str, now: datetime, zone: str, locale: str) -> int:
    """How many events of a calendar file are still to come."""
    calendar = entries_in(text)
    return len(_coming(calendar, _zone_named(calendar.zone) or zone, now, zone, locale))


def _coming(calendar: Calendar, usual: str, now: datetime, zone: str, locale: str) -> list[_Dated]:
    local = to_local(now, zone)
    found = [dated for entry in calendar.entries if (dated := _dated(entry, now, usual, locale))]
    return sorted((one for one in found if _ahead(one, local)), key=lambda one: one.start)


def _ahead(one: _Dated, local: datetime) -> bool:
    return one.start > local if one.hour else one.start.date() >= local.date()


def _dated(entry: Entry, now: datetime, usual: str, locale: str) -> _Dated | None:
    line = entry.first("DTSTART")
    said = _stamp(line) if line else None
    if line is None or said is None:
        return None
    city = spot_in_words(entry.text("LOCATION"), locale).city
    named = _zone_named(line.parameters.get("TZID", ""))
    there = (zone_of_city(city, locale) if city else None) or named
    local = on_wall(said, there or usual)
    start = local or datetime.combine(said.day, datetime.min.time())
    start = next_repeat(entry, start, to_local(now, there or usual))
    return _Dated(entry, start, local is not None, said, there)


def _facts(dated: _Dated, usual: str, locale: str, now: datetime) -> Facts:
    entry, start = dated.entry, dated.start
    spot = spot_in_words(entry.text("LOCATION"), locale)
    about = entry.text("DESCRIPTION")
    name = plain(entry.text("SUMMARY"), 120)
    told = extract(about, now, dated.zone or usual, locale) if about else Facts()
    link = entry.text("URL").strip() or take_link(about)[0]
    notes = [_CANCELLED] if entry.text("STATUS").upper() == "CANCELLED" else []
    if dated.written.offset is not None and dated.zone is None:
        notes.append(f"the file gives the time in UTC, I turned it into {usual}")
    return Facts(
        name=name,
        start_local=start if dated.hour else None,
        end_local=_end(dated, usual),
        venue=spot.venue,
        city=spot.city,
        lineup=told.lineup,
        ticket_link=link if link.startswith(("http://", "https://")) else "",
        price=told.price,
        genre=genre_in(f"{name} {' '.join(entry.texts('CATEGORIES'))} {about[:500]}"),
        time_zone=dated.zone or (usual if dated.written.offset is not None else None),
        description=plain(about, 2000),
        assumed=tuple(notes),
        day=start.date(),
    )


def _end(dated: _Dated, usual: str) -> datetime | None:
    """As long after this start as it was after the first one."""
    line, first = dated.entry.first("DTEND"), on_wall(dated.written, dated.zone or usual)
    if not dated.hour or first is None:
        return None
    said = _stamp(line) if line else None
    last = on_wall(said, dated.zone or usual) if said else None
    if last is not None and last > first:
        return dated.start + (last - first)
    length = _LENGTH.fullmatch(dated.entry.text("DURATION"))
    weeks, days, hours, minutes = (int(part or 0) for part in length.groups()) if length else (0, 0, 0, 0)
    lasting = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return dated.start + lasting if lasting else None


def _stamp(line: Line) -> Written | None:
    found = _STAMP.fullmatch(line.value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, utc = found.groups()
    try:
        whole = date(int(year), int(month), int(day))
        local = datetime(whole.year, whole.month, whole.day, int(hour), int(minute)) if hour else None  # noqa: DTZ001 - wall clock
    except ValueError:
        return None
    return Written(whole, local, timedelta(0) if utc else None)


def _zone_named(name: str) -> str | None:
    """A zone's name as calendars spell it: plain, behind a path, or as Windows calls it."""
    bare = name.strip().strip('"')
    for one in _endings(bare):
        if known_zone(one):
            return one
    windows: str | None = get_global("windows_zone_mapping").get(bare)
    return windows


def _endings(name: str) -> Iterator[str]:
    """ "/example.org/2026/Europe/Berlin": itself, then what stands behind each slash."""
    parts: Sequence[str] = name.split("/")
    for place in range(min(len(parts), 8)):
        yield "/".join(parts[place:])
