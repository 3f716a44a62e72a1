"""Where it is, out of a page's or a calendar's idea of a place."""

import re
from dataclasses import dataclass
from typing import Any

from core.events.extract.places import is_city
from core.events.pages.values import kinds_of, many, plain, text_of

LONGEST_VENUE, LONGEST_CITY = 120, 80
_POSTAL = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+|\s+\d{4,6}$")
_ONLINE = re.compile(r"^(?:online|https?://)", re.IGNORECASE)


@dataclass(frozen=True)
class Spot:
    """venue and city as written, country as a two-letter code where the page says one; online: it is nowhere."""

    venue: str = ""
    city: str = ""
    country: str = ""
    online: bool = False


def spot_of(location: Any, locale: str) -> Spot:
    """The first real place of an event; a place on the net only when there is no other."""
    online = False
    for one in many(location):
        if isinstance(one, dict) and "VirtualLocation" in kinds_of(one):
            online = True
            continue
        found = _of_place(one, locale) if isinstance(one, dict) else spot_in_words(text_of(one, 300), locale)
        if found.venue or found.city:
            return found
        online = online or found.online
    return Spot(online=online)


def _of_place(place: dict[str, Any], locale: str) -> Spot:
    venue = text_of(place.get("name"), LONGEST_VENUE)
    address = next(iter(many(place.get("address"))), None)
    if not isinstance(address, dict):
        told = spot_in_words(text_of(address, 300), locale)
        whole = told if not venue else Spot(venue, told.city)
        return whole if venue or address else spot_in_words(venue, locale)
    city = text_of(address.get("addressLocality"), LONGEST_CITY)
    country = text_of(address.get("addressCountry"), 60)
    street = text_of(address.get("streetAddress"), LONGEST_VENUE)
    return Spot(venue or street, city, country if len(country) == 2 else "")


def spot_in_words(text: str, locale: str) -> Spot:
    """ "Halle 7, Revaler Str. 99, 10245 Berlin, Germany": the venue stands first, the city is one we know."""
    if _ONLINE.match(text):
        return Spot(online=True)
    parts = [part for one in re.split(r"[,\n;|]", text) if (part := plain(one, LONGEST_VENUE))]
    cities = [_city_in(part, locale, alone=not place) for place, part in enumerate(parts)]
    city = next((one for one in cities if one), "")
    venue = next((part for part, own in zip(parts, cities, strict=True) if not own), "")
    return Spot(venue, city[:LONGEST_CITY])


def _city_in(part: str, locale: str, *, alone: bool) -> str:
    """ "10245 Berlin", "London EC1M 6HJ"; alone: nothing but the city counts, as a venue may be called after one."""
    bare = _POSTAL.sub("", part).strip()
    if is_city(bare, locale):
        return bare
    words = part.split()
    if alone or not any(map(str.isdigit, part)):
        return ""
    heads = (" ".join(words[:count]) for count in range(min(3, len(words) - 1), 0, -1))
    return next((head for head in heads if is_city(head, locale)), "")
