"""A cadence made shorter, longer, or of other hours: pure. What it must not go after moves along with it."""

from dataclasses import replace
from datetime import time, timedelta

from core.campaigns.cadence import Cadence, Phase, catalogue
from core.campaigns.cadence.read import LAST_MINUTE_OF_DAY
from core.errors import InvalidAnswer

MOST_BEFORE, MOST_AFTER = 365, 30


def known_phase(key: str) -> Phase:
    """Any phase there is; raises InvalidAnswer."""
    found = next((phase for phase in catalogue() if phase.key == key), None)
    if found is None:
        raise InvalidAnswer("I don't know that phase any more. Pick another one.", field="phase")
    return found


def without(cadence: Cadence, key: str) -> Cadence:
    """Shorter by a phase. Raises InvalidAnswer for one that is not in it, and for the last."""
    rest = tuple(phase for phase in cadence.phases if phase.key != key)
    if len(rest) == len(cadence.phases):
        raise InvalidAnswer(f"“{known_phase(key).title}” is not in this plan.", field="phase")
    if not rest:
        raise InvalidAnswer("It is the only phase of this plan. Delete the plan instead.", field="phase")
    return replace(cadence, phases=rest)


def with_phase(
    cadence: Cadence,
    key: str,
    *,
    day: int | None = None,
    hour: time | None = None,
    before_doors: timedelta | None = None,
) -> Cadence:
    """Longer by a phase, or with it at another time; days count from the event, negative before it."""
    phase = cadence.phase(key) or known_phase(key)
    moved = _moved(phase, day, hour, before_doors)
    phases = (*(one for one in cadence.phases if one.key != key), moved)
    return replace(cadence, phases=tuple(sorted(phases, key=lambda one: one.order)))


def _moved(phase: Phase, day: int | None, hour: time | None, before_doors: timedelta | None) -> Phase:
    if before_doors is not None:
        return replace(phase, before_doors=before_doors, not_after_hour=None, not_after_day=0)
    if day is None and hour is None:
        return phase
    new_day = phase.day if day is None else day
    if not -MOST_BEFORE <= new_day <= MOST_AFTER:
        raise InvalidAnswer(
            f"From {MOST_BEFORE} days before an event to {MOST_AFTER} days after it is fine.", field="day"
        )
    shift = new_day - phase.day
    at = hour or (time(18, 0) if phase.before_doors else phase.hour)
    latest_day, latest = phase.not_after_day + shift, phase.not_after_hour
    if latest is None and new_day != 0:
        latest_day, latest = new_day, LAST_MINUTE_OF_DAY
    if latest is not None and (latest_day, latest) < (phase.last_day + shift, at):
        latest_day, latest = phase.last_day + shift, LAST_MINUTE_OF_DAY
    return replace(
        phase,
        day=new_day,
        hour=at,
        last_day=phase.last_day + shift,
        not_after_day=latest_day,
        not_after_hour=latest,
        before_doors=None,
    )
