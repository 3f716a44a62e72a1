"""From an event and a cadence to dated phases: pure.

Offsets are wall time at the venue. What is not known gives no post, what has passed is skipped, and what catches up
gets room around it: a campaign that begins late has fewer posts, not the same ones in a heap.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.campaigns.cadence import Anchor, Cadence, Each, Phase
from core.campaigns.happening import Happening
from core.events.moments import OnTheWall, on_the_wall, to_local
from core.posts.model import Format

ANNOUNCEMENT = "announcement"
"""Before it nothing is told but that something comes."""
NOTICE_NEEDED = timedelta(hours=1)
"""The least time people get to look at a draft before it is due."""
QUIET = (time(9, 0), time(22, 0))
"""Nothing catches up outside these local hours."""
QUARTER = timedelta(minutes=15)
ROOM_AFTER_CATCHING_UP = timedelta(hours=24)
"""No other post but a story follows one that caught up within that."""
ROOM_OF_STORIES = timedelta(hours=1)
AFTER_DOORS = timedelta(hours=1)
BEFORE_EARLY_DOORS = timedelta(hours=2)
"""Where doors open before a day's hour would come, its post goes this long before them."""
EARLIEST = time(7, 0)
MOST_SPOTLIGHTS = 5
NARROWEST, WIDEST = 2, 3
"""Days between two posts of a phase that has several."""


@dataclass(frozen=True)
class Slot:
    """When one phase should go, and when it must no longer go; aware UTC."""

    phase: Phase
    due_at: datetime
    not_after: datetime
    local: datetime
    """`due_at` as the venue's clock shows it, naive."""
    format: Format
    about: str = ""
    """The artist it is about, or the event; "" for the campaign's own."""
    note: str = ""
    """Said where the clocks made its hour another one than was planned."""
    caught_up: bool = False
    aside: bool = False
    """It stands aside of its phase's hour, where the account had no room (core/timing/spread.py)."""


def plan(cadence: Cadence, happening: Happening, now: datetime) -> tuple[Slot, ...]:
    """Every post that still makes sense, in order."""
    slots: list[Slot] = []
    for nominal in dated(cadence, happening):
        slot: Slot | None = nominal
        if nominal.due_at < now + NOTICE_NEEDED:
            slot = _catch_up(nominal, happening, now) if nominal.phase.catches_up else None
        if slot is not None and _has_room(slot, slots):
            slots.append(slot)
    return tuple(slots)


def dated(cadence: Cadence, happening: Happening) -> tuple[Slot, ...]:
    """Every phase for which enough is known at its own hour, whatever the time is now, in order."""
    slots = [slot for phase in cadence.phases if _is_known(phase, happening) for slot in _slots(phase, happening)]
    announced = min((slot.due_at for slot in slots if slot.phase.key == ANNOUNCEMENT), default=None)
    told = [slot for slot in slots if not slot.phase.needs or announced is None or slot.due_at > announced]
    return tuple(sorted(told, key=lambda slot: slot.due_at))


def _is_known(phase: Phase, happening: Happening) -> bool:
    return not phase.needs or phase.needs in happening.facts


def _has_room(slot: Slot, before: list[Slot]) -> bool:
    """In order, and not on the heels of what caught up."""
    if not before:
        return True
    last = before[-1]
    if not last.caught_up or slot.phase.day > 0:
        return slot.due_at > last.due_at
    room = ROOM_OF_STORIES if slot.format is Format.STORY else ROOM_AFTER_CATCHING_UP
    return slot.due_at >= last.due_at + room


def _slots(phase: Phase, happening: Happening) -> Iterator[Slot]:
    if phase.each is not Each.ARTIST:
        about = happening.next_event if phase.needs == "next" else ""
        yield from _slot(phase, phase.day, happening, about)
        return
    if len(happening.artists) < 2:
        return  # the announcement is about the only one
    days = _spread(phase.day, phase.last_day, len(happening.artists))
    for day, artist in zip(days, happening.artists, strict=False):
        yield from _slot(phase, day, happening, artist)


def _spread(first: int, last: int, wanted: int) -> range:
    """Days for so many posts: every third, or every second when they would not fit otherwise."""
    wanted = min(wanted, MOST_SPOTLIGHTS)
    step = WIDEST if first + WIDEST * (wanted - 1) <= last else NARROWEST
    return range(first, last + 1, step)[:wanted]


def _slot(phase: Phase, day: int, happening: Happening, about: str) -> Iterator[Slot]:
    """One slot, or none where its hour makes no sense for this event."""
    seen = _due(phase, day, happening)
    if seen is None:
        return
    doors = _doors(happening).at
    latest = doors + AFTER_DOORS if phase.not_after_hour is None else _latest(phase, happening, phase.not_after_hour)
    if seen.at > latest or _is_over(phase, seen.local.date(), happening):
        return
    format_ = phase.format
    if format_ is Format.CAROUSEL and "lineup" not in happening.facts:
        format_ = Format.FEED  # its slides are the line-up
    yield Slot(phase, seen.at, latest, seen.local, format_, about, seen.note)


def _is_over(phase: Phase, day: date, happening: Happening) -> bool:
    """Nobody is told of a price that holds no more."""
    until = happening.early_bird_until
    return phase.needs == "early_bird" and until is not None and day > until


def _due(phase: Phase, day: int, happening: Happening) -> OnTheWall | None:
    doors = _doors(happening)
    if phase.before_doors is not None:
        return _shown(doors.at - phase.before_doors, happening.zone)
    anchor = _anchor(phase, happening)
    seen = on_the_wall(datetime.combine(anchor + timedelta(days=day), phase.hour), happening.zone)
    if phase.not_after_hour is None and day == 0 and seen.at > doors.at - AFTER_DOORS:
        seen = _shown(doors.at - BEFORE_EARLY_DOORS, happening.zone)
        return seen if seen.local.time() >= EARLIEST else None
    if day > 0 and happening.ends_local is not None:
        ends = on_the_wall(happening.ends_local, happening.zone)
        if seen.at <= ends.at:  # still dancing
            return on_the_wall(datetime.combine(seen.local.date() + timedelta(days=1), phase.hour), happening.zone)
    return seen


def _anchor(phase: Phase, happening: Happening) -> date:
    if phase.anchor is Anchor.END:
        return happening.last_day
    if phase.anchor is Anchor.EARLY_BIRD and happening.early_bird_until is not None:
        return happening.early_bird_until
    return happening.evening


def _latest(phase: Phase, happening: Happening, hour: time) -> datetime:
    day = _anchor(phase, happening) + timedelta(days=phase.not_after_day)
    return on_the_wall(datetime.combine(day, hour), happening.zone).at


def _doors(happening: Happening) -> OnTheWall:
    return on_the_wall(happening.doors_local or happening.starts_local, happening.zone)


def _shown(at: datetime, zone: str) -> OnTheWall:
    return OnTheWall(to_local(at, zone), at)


def _catch_up(slot: Slot, happening: Happening, now: datetime) -> Slot | None:
    """The next good moment for a phase whose own has passed; None when the event is too near."""
    zone = happening.zone
    starts_at = on_the_wall(happening.starts_local, zone).at
    local = to_local(now + NOTICE_NEEDED, zone)
    at_its_hour = datetime.combine(local.date(), slot.phase.hour)
    if at_its_hour < local:
        at_its_hour += timedelta(days=1)
    seen = on_the_wall(at_its_hour, zone)
    if seen.at > starts_at - timedelta(hours=24):
        seen = on_the_wall(_next_waking_quarter(local), zone)
    if not now + NOTICE_NEEDED <= seen.at < starts_at - NOTICE_NEEDED:
        return None
    latest = max(slot.not_after, min(seen.at + timedelta(hours=12), starts_at))
    return replace(slot, due_at=seen.at, not_after=latest, local=seen.local, note=seen.note, caught_up=True)


def _next_waking_quarter(local: datetime) -> datetime:
    start_of_day = datetime.combine(local.date(), time())
    rounded = start_of_day + -((start_of_day - local) // QUARTER) * QUARTER
    if rounded.time() < QUIET[0]:
        return datetime.combine(rounded.date(), QUIET[0])
    if rounded.time() >= QUIET[1]:
        return datetime.combine(rounded.date() + timedelta(days=1), QUIET[0])
    return rounded
