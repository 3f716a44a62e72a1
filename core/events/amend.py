"""What a change makes of an event: the facts that become others, checked as those of a new event are. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.errors import InvalidAnswer, NotNow
from core.events.create import NewEvent, check_facts, check_wall_time
from core.events.model import Event, EventStatus, Turn
from core.events.moments import evening_of, to_utc

FACTS = (
    "name",
    "starts_local",
    "doors_local",
    "ends_local",
    "venue",
    "city",
    "time_zone",
    "lineup",
    "price",
    "ticket_link",
    "description",
    "photo_key",
)
"""What an amendment may change, by the event's own names."""
NOTHING = "Nothing was changed: the event says so already."


@dataclass(frozen=True)
class Changes:
    """What somebody wants to be otherwise.

    facts: by their names in `FACTS`; wall times are naive and the venue's. A postponement without "starts_local" is one
    to a date that is not known yet. announce_local: when an embargo ends; None lifts it.
    """

    turn: Turn = Turn.AMENDED
    facts: Mapping[str, Any] = field(default_factory=dict)
    announce_local: datetime | None = None


def new_values(event: Event, changes: Changes, now: datetime) -> dict[str, Any]:
    """Column -> its new value, of those that change. Raises InvalidAnswer with the fact's name, NotNow for nothing."""
    _check_possible(event, changes.turn, now)
    wanted = _wanted(event, changes, now)
    values = {key: value for key, value in wanted.items() if value != getattr(event, key)}
    if not values:
        raise NotNow(NOTHING)
    return values


def may_still_change(event: Event) -> bool:
    """A cancelled event only comes back; anything else about it is of no use to anybody."""
    return event.status is not EventStatus.CANCELLED


def turn_of(event: Event, changes: Changes, values: Mapping[str, Any]) -> Turn:
    """What it is in the end: an amendment that moves the evening is a postponement, one of the price a new tier."""
    if changes.turn is not Turn.AMENDED:
        return changes.turn
    starts = values.get("starts_local")
    if starts is not None and evening_of(starts) != evening_of(event.starts_local):
        return Turn.POSTPONED
    return Turn.TIER if set(values) == {"price"} else Turn.AMENDED


def changed_copy(event: Event, values: Mapping[str, Any]) -> Event:
    """The event as it will be: a row of no session."""
    return Event(**{**{column.key: getattr(event, column.key) for column in Event.__table__.columns}, **values})


def _check_possible(event: Event, turn: Turn, now: datetime) -> None:
    if turn is Turn.REVIVED and event.status is not EventStatus.CANCELLED:
        raise NotNow("It is not cancelled.")
    if turn is Turn.REVIVED and event.starts_at <= now:
        raise NotNow("Its time has passed. Make a new event of it.")
    if turn is not Turn.REVIVED and not may_still_change(event):
        raise NotNow("This event is cancelled.")


def _wanted(event: Event, changes: Changes, now: datetime) -> dict[str, Any]:
    match changes.turn:
        case Turn.SOLD_OUT | Turn.ON_SALE:
            return {"sold_out": changes.turn is Turn.SOLD_OUT}
        case Turn.CANCELLED:
            return {"status": EventStatus.CANCELLED}
        case Turn.REVIVED:
            return {"status": EventStatus.PLANNED}
        case Turn.EMBARGO:
            return {"announce_at": _announced(event, changes.announce_local, now)}
        case Turn.POSTPONED if "starts_local" not in changes.facts:
            return {"status": EventStatus.POSTPONED}
    return _amended(event, dict(changes.facts), now)


def _announced(event: Event, local: datetime | None, now: datetime) -> datetime | None:
    if local is None:
        return None
    check_wall_time(local, event.time_zone, field_key="announce")
    moment = to_utc(local, event.time_zone)
    if moment <= now:
        raise InvalidAnswer("That moment has passed. When may it be announced?", field="announce")
    if moment >= event.starts_at:
        raise InvalidAnswer("The event has begun by then. When may it be announced?", field="announce")
    return moment


def _amended(event: Event, facts: dict[str, Any], now: datetime) -> dict[str, Any]:
    wanted = {**_moved_along(event, facts), **_trimmed(facts)}
    if "starts_local" in wanted and event.status is EventStatus.POSTPONED:
        wanted["status"] = EventStatus.PLANNED
    merged = {key: wanted.get(key, getattr(event, key)) for key in FACTS}
    if "starts_local" in facts or event.starts_at > now:
        check_facts(NewEvent(**merged), now)
    starts, doors = merged["starts_local"], merged["doors_local"]
    if doors is not None and doors > starts:
        raise InvalidAnswer("The doors open after it starts.", field="doors")
    if {"starts_local", "time_zone"} & set(wanted):
        wanted["starts_at"] = to_utc(starts, merged["time_zone"])
    return wanted


def _trimmed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """As long as a new event's may be."""
    longest = {"name": 120, "venue": 120, "city": 80, "price": 120, "description": 4000}
    trimmed = {key: str(value).strip()[: longest[key]] if key in longest else value for key, value in facts.items()}
    if "lineup" in facts:
        trimmed["lineup"] = [name.strip()[:80] for name in facts["lineup"] if name.strip()][:40]
    return trimmed


def _moved_along(event: Event, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Doors and end keep their hours on the new day; what would no longer fit the new start is not known any more."""
    starts = facts.get("starts_local")
    if starts is None:
        return {}
    days = evening_of(starts) - evening_of(event.starts_local)
    doors = _shifted(event.doors_local, days)
    ends = _shifted(event.ends_local, days)
    return {
        "doors_local": doors if doors is not None and doors <= starts else None,
        "ends_local": ends if ends is not None and ends > starts else None,
    }


def _shifted(moment: datetime | None, days: timedelta) -> datetime | None:
    return moment + days if moment is not None else None
