"""Time zones: which exist, which one a city keeps, and what a wall clock really shows there."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from core.errors import InvalidAnswer
from core.events.moments.folding import fold_phrase

_READ_IN = ("en", "de", "es", "fr", "it", "pl", "pt", "nl")
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")
_NOT_ZONES = frozenset({"localtime", "Factory", "posixrules"})


@dataclass(frozen=True)
class LocalTime:
    """What a wall-clock time means in its zone.

    kind: "ok" | "nonexistent" | "ambiguous".
    instants: the aware UTC instants it may mean: one, none, or two (earlier first).
    suggestion: for "nonexistent", the naive wall-clock time the clocks really show then; else None.
    """

    kind: str
    instants: tuple[datetime, ...]
    suggestion: datetime | None = None

    @property
    def ok(self) -> bool:
        """True when the time exists exactly once."""
        return self.kind == "ok"


def known_zone(name: str) -> bool:
    """True for a name of the IANA time zone database, spelled as there."""
    return name in _zone_names()


def check_local(local: datetime, zone: str) -> LocalTime:
    """Look at naive `local` in `zone`: clock changes skip some times and repeat others.

    Raises InvalidAnswer for an unknown zone, ValueError for an aware `local`.
    """
    keys = _zone(zone)
    if local.tzinfo is not None:
        raise ValueError("check_local wants a naive wall-clock time")
    first, second = (local.replace(tzinfo=keys, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return LocalTime("ok", (first,))
    if first.astimezone(keys).replace(tzinfo=None) == local:
        return LocalTime("ambiguous", (first, second))
    return LocalTime("nonexistent", (), first.astimezone(keys).replace(tzinfo=None))


def to_utc(local: datetime, zone: str) -> datetime:
    """The aware UTC instant of naive `local`; when clocks repeat the hour, the earlier one unless its `fold` is 1.

    Raises InvalidAnswer when the clocks of `zone` skip that time, or `zone` is unknown.
    """
    seen = check_local(local, zone)
    if seen.suggestion is not None:
        raise InvalidAnswer(
            f"{local:%H:%M} does not exist on {local:%d %B %Y} in {city_of_zone(zone)}: "
            f"the clocks jump forward that night. {seen.suggestion:%H:%M} does."
        )
    return seen.instants[-1 if local.fold else 0]


def to_local(instant: datetime, zone: str) -> datetime:
    """The naive wall-clock time that `zone` shows at aware `instant`. Raises InvalidAnswer for an unknown zone."""
    return instant.astimezone(_zone(zone)).replace(tzinfo=None)


def plus_hours(local: datetime, hours: float, zone: str) -> datetime:
    """Naive wall-clock time `hours` of real time after `local`, across clock changes."""
    return to_local(check_local(local, zone).instants[0] + timedelta(hours=hours), zone)


def city_of_zone(zone: str) -> str:
    """How people call the zone: "Europe/Berlin" -> "Berlin"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def zone_of_city(city: str, locale: str = "en") -> str | None:
    """The zone of a city named in the language of `locale` or in one of the common ones; None when not known."""
    wanted = fold_phrase(city)
    names = _cities("")
    language = _language(locale)
    if language not in _READ_IN:
        names = _cities(language) | names
    return names.get(wanted)


def zone_named(text: str, language: str) -> str | None:
    """The time zone somebody means: its name, however written, or a city that keeps it."""
    text = text.strip()
    written = "/".join(part.title() for part in text.replace(" ", "_").split("/"))
    for name in (text, text.upper(), written):
        if name and known_zone(name):
            return name
    return zone_of_city(text, language) if text else None


def city_names() -> frozenset[str]:
    """All folded city names that `zone_of_city` knows in the common languages."""
    return frozenset(_cities(""))


def _zone(name: str) -> ZoneInfo:
    if not known_zone(name):
        raise InvalidAnswer(f'I don\'t know a time zone called "{name}". They look like "Europe/Berlin".')
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones()) - _NOT_ZONES


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=16)
def _cities(language: str) -> dict[str, str]:
    """Folded city name -> zone; "" stands for the common languages and our own list of larger cities."""
    found: dict[str, str] = {}
    for one in (language,) if language else _READ_IN:
        for name, zone in _cldr_cities(one):
            found.setdefault(fold_phrase(name), zone)
    if not language:
        table = tomllib.loads(files(__package__).joinpath("cities.toml").read_text(encoding="utf-8"))
        found |= {fold_phrase(name): zone for zone, names in table.items() for name in names}
    return found


def _cldr_cities(language: str) -> Iterator[tuple[str, str]]:
    try:
        named = Locale(language).time_zones
    except UnknownLocaleError:
        return
    for zone in _zone_names():
        if "/" in zone and not zone.startswith(_NOT_PLACES):
            yield named.get(zone, {}).get("city") or city_of_zone(zone), zone
