"""What a campaign shall reach, and how far it is. Pure: unknown is unknown, and a number says how much it covers."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.insights.metrics import of_post
from core.ports.publisher import Surface


class Goal(enum.Enum):
    REACH = "reach"
    TAPS = "taps"
    FOLLOWERS = "followers"


METRIC = {Goal.REACH: "reach", Goal.TAPS: "websiteClicks"}
"""Names of core/insights/metrics.py; followers are the account's."""


@dataclass(frozen=True)
class Goals:
    """None: no such goal."""

    reach: int | None = None
    taps: int | None = None
    followers: int | None = None

    def wanted(self, goal: Goal) -> int | None:
        return {Goal.REACH: self.reach, Goal.TAPS: self.taps, Goal.FOLLOWERS: self.followers}[goal]


@dataclass(frozen=True)
class Progress:
    """so_far: None while nothing is known. measured: posts that have the number, of so many that are live."""

    goal: Goal
    wanted: int
    so_far: int | None
    measured: int = 0
    live: int = 0

    @property
    def done(self) -> float:
        """0..1, for a bar."""
        return min(max((self.so_far or 0) / self.wanted, 0.0), 1.0) if self.wanted else 0.0


def progress_of_posts(goal: Goal, wanted: int, live: Sequence[tuple[Surface, Mapping[str, int]]]) -> Progress:
    """Over all live posts; a person who saw several is counted with each: Instagram tells no union."""
    told = [value for surface, metrics in live if (value := of_post(METRIC[goal], surface, metrics)) is not None]
    return Progress(goal, wanted, sum(told) if told else None, len(told), len(live))


def progress_of_followers(wanted: int, before: int | None, now: int | None, live: int) -> Progress:
    """Of the account since the first post went live; whatever else it did meanwhile counts as well."""
    known = before is not None and now is not None
    return Progress(Goal.FOLLOWERS, wanted, (now or 0) - (before or 0) if known else None, live=live)
