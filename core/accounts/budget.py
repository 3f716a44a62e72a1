"""Instagram's budget of calls for an account: from which share on we slow down, and when we stop."""

from dataclasses import dataclass
from datetime import timedelta

from core.ports.gate import Called, Urgency

SLOW_AT = 75
"""Percent spent from which on numbers wait and polling gets sparser."""
STOP_AT = 95
"""Percent spent from which on nothing goes but what finishes a post: calls above 100 make the block longer."""
SHARES = {Urgency.LATER: SLOW_AT, Urgency.USUAL: STOP_AT, Urgency.MUST: 100}
"""Percent of a budget up to which each urgency may go; the rest is kept for the more urgent."""

NEARLY_SPENT = "Instagram's call budget is nearly used up"
SPENT = "Instagram's call budget is used up"
LOOK_AGAIN_AFTER = timedelta(minutes=15)
"""When Instagram does not say how long: the budget moves on by the hour, and one call shows how it stands."""
THROTTLED_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Halt:
    """No calls for this long, and why."""

    lasting: timedelta
    reason: str
    extends: bool
    """Whether it makes a pause longer that goes on already."""


def halt_after(called: Called) -> Halt | None:
    """What an answer means for the next calls; None when they may go on."""
    if called.throttled:
        return Halt(called.regain or THROTTLED_FOR, SPENT, extends=True)
    if called.percent is not None and called.percent >= STOP_AT:
        return Halt(called.regain or LOOK_AGAIN_AFTER, NEARLY_SPENT, extends=called.regain is not None)
    return None
