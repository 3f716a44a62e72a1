"""From an event and a cadence to dated phases: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.campaigns.cadence import Cadence, Phase
from core.events.moments import evening_of, to_utc

NOTICE_NEEDED = timedelta(hours=1)
"""The least time people get to look at a draft before it is due."""
QUIET = (time(9, 0), time(22, 0))
"""Nothing catches up outside these local hours."""
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Slot:
    """When one phase should go, and when it must no longer go; aware UTC."""

    phase: Phase
    due_at: datetime
    not_after: datetime


def plan(
    cadence: Cadence,
    *,
    starts_local: datetime,
    doors_local: datetime | None,
    zone: str,
    facts: Collection[str],
    now: datetime,
) -> tuple[Slot, ...]:
    """Date every phase that still makes sense, in order. `facts` names the event facts that are known."""
    slots: list[Slot] = []
    for phase in cadence.phases:
        if phase.needs and phase.needs not in facts:
            continue
        slot = _slot(phase, starts_local, doors_local or starts_local, zone)
        if slot.due_at < now + NOTICE_NEEDED:
            caught = _catch_up(slot, starts_local, zone, now) if phase.catches_up else None
            if caught is None:
                continue
            slot = caught
        if not slots or slot.due_at > slots[-1].due_at:
            slots.append(slot)
    return tuple(slots)


def _slot(phase: Phase, starts_local: datetime, doors_local: datetime, zone: str) -> Slot:
    evening = evening_of(starts_local)
    due = to_utc(datetime.combine(evening + timedelta(days=phase.day), phase.hour), zone)
    if phase.not_after_hour is None:
        latest = to_utc(doors_local, zone) + timedelta(hours=1)
    else:
        latest = to_utc(datetime.combine(evening + timedelta(days=phase.not_after_day), phase.not_after_hour), zone)
    return Slot(phase, due, max(latest, due))


def _catch_up(slot: Slot, starts_local: datetime, zone: str, now: datetime) -> Slot | None:
    """The next good moment for a phase whose own has passed; None when the event is too near."""
    starts_at = to_utc(starts_local, zone)
    local = (now + NOTICE_NEEDED).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    at_its_hour = datetime.combine(local.date(), slot.phase.hour)
    if at_its_hour < local:
        at_its_hour += timedelta(days=1)
    due = to_utc(at_its_hour, zone)
    if due > starts_at - timedelta(hours=24):
        due = to_utc(_next_waking_quarter(local), zone)
    if due >= starts_at - NOTICE_NEEDED:
        return None
    return Slot(slot.phase, due, max(slot.not_after, min(due + timedelta(hours=12), starts_at)))


def _next_waking_quarter(local: datetime) -> datetime:
    start_of_day = datetime.combine(local.date(), time())
    rounded = start_of_day + -((start_of_day - local) // QUARTER) * QUARTER
    if rounded.time() < QUIET[0]:
        return datetime.combine(rounded.date(), QUIET[0])
    if rounded.time() >= QUIET[1]:
        return datetime.combine(rounded.date() + timedelta(days=1), QUIET[0])
    return rounded
