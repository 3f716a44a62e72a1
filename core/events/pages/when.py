"""When a page or a calendar says it is, on the venue's wall clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.core import get_global

from core.events.moments import known_zone, to_local

_WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{8})"
    r"(?:[T ](?P<clock>\d{1,2}:?\d{2})(?::?\d{2}(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)

_ISLANDS = ("Atlantic/", "Pacific/", "Indian/")


@dataclass(frozen=True)
class Written:
    """A time as written: the day, the naive wall clock when an hour is said, the offset when one is said."""

    day: date
    local: datetime | None = None
    offset: timedelta | None = None


def written(text: str) -> Written | None:
    """ISO 8601 in the spellings that sites use; None for anything else."""
    found = _WRITTEN.match(text.strip())
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
        if not found["clock"]:
            return Written(day)
        digits = found["clock"].replace(":", "").zfill(4)
        local = datetime(day.year, day.month, day.day, int(digits[:2]), int(digits[2:]))  # noqa: DTZ001 - wall clock
    except ValueError:
        return None
    return Written(day, local, _offset(found["zone"]))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone == "Z":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone[0] == "-" else ahead


def on_wall(said: Written, zone: str | None) -> datetime | None:
    """The wall clock in the venue's zone; as written when the zone is not known or none was said."""
    if said.local is None or said.offset is None or zone is None:
        return said.local
    return to_local((said.local - said.offset).replace(tzinfo=UTC), zone)


def keeps(zone: str, said: Written) -> bool:
    """Whether the clocks of a zone have the offset that was written, at that time."""
    if said.local is None or said.offset is None:
        return True
    return (said.local - said.offset).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() == said.offset


def zone_in_country(country: str, said: Written) -> str | None:
    """The zone of a country whose clocks show the offset written; None when several differ or none does."""
    code = country.strip().upper()
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == code]
    fitting = sorted((zone for zone in zones if known_zone(zone) and keeps(zone, said)), key=_islands_last)
    habits = {_habit(zone, said.day) for zone in fitting}
    return fitting[0] if len(habits) == 1 else None


def _islands_last(zone: str) -> tuple[bool, str]:
    return zone.startswith(_ISLANDS), zone


def _habit(zone: str, day: date) -> tuple[timedelta | None, ...]:
    """How a zone keeps its clocks in that year."""
    return tuple(datetime(day.year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 4, 7, 10))
