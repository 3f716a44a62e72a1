"""When a time comes with a zone of its own: "10pm CET", "22:00 London time", "...T21:00Z"."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from core.events.moments import zones
from core.events.moments.hours import Hour, Role
from core.events.moments.moment import Moment
from core.events.moments.numerals import ISO, Piece

_CITY_TIME = re.compile(r"[ \t]*\(?(?P<city>[a-z][\w' ]{1,24}?)(?:er)?[ \t]+(?:time|zeit)\b")
_NOTE = "the time was given for another zone than the venue's"


def in_said_zone(moment: Moment, hours: tuple[Hour, ...], pieces: tuple[Piece, ...], folded: str, zone: str) -> Moment:
    """`moment` with a zone said beside the hour heeded: converted when written as ISO 8601, else asked about."""
    spoken = tuple(hour for hour in hours if hour.role in (Role.PLAIN, Role.START))
    if moment.start_local is None or not spoken:
        return moment
    hour, start = spoken[0], moment.start_local
    said = hour.zone
    elsewhere = _converted(start, said, zone) if said else _city_time(start, folded[pieces[hour.last - 1].end :], zone)
    if elsewhere is None or elsewhere == start:
        return moment
    if said and said.value == ISO:
        return replace(moment, start_local=elsewhere, day=elsewhere.date(), clock=elsewhere.time())
    return Moment(choices=(start, elsewhere), assumed=(*moment.assumed, _NOTE))


def _converted(start: datetime, said: Piece, zone: str) -> datetime | None:
    exact, *winter = said.numbers
    if winter and winter[0] == _winter_offset(start, zone):
        return None  # people say CET all year round
    there = start.replace(tzinfo=timezone(timedelta(minutes=exact)))
    return zones.to_local(there, zone)


def _winter_offset(start: datetime, zone: str) -> int:
    offsets = [datetime(start.year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]
    return min(int(offset.total_seconds() // 60) for offset in offsets if offset is not None)


def _city_time(start: datetime, after: str, zone: str) -> datetime | None:
    found = _CITY_TIME.match(after)
    there = zones.zone_of_city(found["city"]) if found else None
    if there is None:
        return None
    return zones.to_local(start.replace(tzinfo=ZoneInfo(there)).astimezone(UTC), zone)
