"""One event of a page's structured data (schema.org) as facts."""

from dataclasses import replace
from datetime import date, datetime

from core.events.extract.facts import Facts
from core.events.extract.genres import genre_in
from core.events.moments import zone_of_city
from core.events.pages.money import price_in
from core.events.pages.values import Node, kinds_of, link_of, many, plain, text_of
from core.events.pages.when import Written, keeps, on_wall, written, zone_in_country
from core.events.pages.where import Spot, spot_of

MOST_NAMES = 40
LONGEST_NAME, LONGEST_ACT, LONGEST_DESCRIPTION = 120, 80, 2000
_STATES = {
    "EventCancelled": "the page says that it is cancelled",
    "EventPostponed": "the page says that it is postponed, so the date may not hold",
    "EventRescheduled": "the page says that it was moved to this date",
    "EventMovedOnline": "the page says that it moved online",
}
ONLINE = "the page says that it is online"
ELSEWHERE = ""
"""A time zone nobody named, though it is surely not the usual one."""


def is_event(node: Node) -> bool:
    """Whether an object is an event of any kind: MusicEvent, DanceEvent, Festival, ..."""
    return any(kind.endswith("Event") or kind in ("Festival", "EventSeries") for kind in kinds_of(node))


def starts(node: Node) -> Written | None:
    """When it starts, as written."""
    return written(text_of(node.get("startDate") or node.get("startTime"), 60))


def facts_of(node: Node, today: date, zone: str, locale: str) -> Facts:
    """Everything an event's object tells; what it does not say stays empty. zone: the team's own."""
    spot = spot_of(node.get("location"), locale)
    start = starts(node)
    there, doubt = _zone(spot, start, zone, locale)
    clock = there or (zone if there is None else None)
    doors, end = written(text_of(node.get("doorTime"), 60)), written(text_of(node.get("endDate"), 60))
    facts = Facts(
        name=text_of(node.get("name") or node.get("headline"), LONGEST_NAME),
        start_local=on_wall(start, clock) if start else None,
        doors_local=on_wall(doors, clock) if doors else None,
        venue=spot.venue,
        city=spot.city,
        lineup=lineup_of(node),
        ticket_link=link_of(node.get("offers")) or link_of(node.get("url")),
        price=price_in(node, today),
        genre=genre_in(_music(node)),
        time_zone=there,
        description=text_of(node.get("description"), LONGEST_DESCRIPTION),
        assumed=(*doubt, *_state(node), *((ONLINE,) if spot.online else ())),
        day=start.day if start else None,
    )
    return replace(facts, end_local=_end(facts.start_local, end, clock))


def _end(start: datetime | None, end: Written | None, zone: str | None) -> datetime | None:
    """Only after the start: sites repeat the start where they know no end."""
    local = on_wall(end, zone) if end else None
    return local if local and start and local > start else None


def _zone(spot: Spot, start: Written | None, usual: str, locale: str) -> tuple[str | None, tuple[str, ...]]:
    """(the zone of the venue, doubts): its city's, its country's, else the usual one as long as the offset fits it.

    None: nothing speaks against the usual one. ELSEWHERE: the offset does.
    """
    named = zone_of_city(spot.city, locale) if spot.city else None
    if named:
        moved = start is not None and not keeps(named, start)
        note = f"the page gives the time for another zone, I turned it into {named}"
        return named, ((note,) if moved else ())
    if start is None or start.local is None or start.offset is None:
        return None, ()
    if spot.country and start.offset and (found := zone_in_country(spot.country, start)):
        return found, ()
    if not start.offset:
        return None, (f"the page gives the time in UTC, I turned it into {usual}",) if usual != "UTC" else ()
    return (None, ()) if keeps(usual, start) else (ELSEWHERE, ("the page gives the time for another zone than yours",))


def lineup_of(node: Node) -> tuple[str, ...]:
    """Who plays: one, many, as objects or as words; of a festival's parts when it names nobody itself."""
    named = [one for key in ("performer", "performers", "actor") for one in many(node.get(key))]
    parts = [one for one in many(node.get("subEvent")) if isinstance(one, dict)]
    inner = [one for part in parts for key in ("performer", "performers") for one in many(part.get(key))]
    names = (text_of(one, LONGEST_ACT).replace(",", "").strip() for one in named or inner)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_NAMES]


def _music(node: Node) -> str:
    words = (text_of(value) for key in ("genre", "keywords", "about") for value in many(node.get(key)))
    return plain(" ".join((*words, text_of(node.get("name")), text_of(node.get("description"), 500))), 1500)


def _state(node: Node) -> tuple[str, ...]:
    states = (str(one).rsplit("/", 1)[-1] for one in many(node.get("eventStatus")))
    return tuple(_STATES[state] for state in states if state in _STATES)
