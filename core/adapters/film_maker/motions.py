"""The ways an actor enters: what it looks like at a share of its entrance, 0 to 1."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from core.adapters.film_maker.easing import gently, settle, spring

Motion = Callable[[float], "Pose"]
STEP = 128
"""Sizes are rounded to this part, so that two pictures that look alike are alike."""


@dataclass(frozen=True)
class Pose:
    """How an actor is shown: how much of it (0 to 255), how many pixels lower, and how large (1 as it is)."""

    alpha: int = 255
    down: int = 0
    scale: float = 1.0
    look: int = -1
    """Which of its looks."""

    @property
    def at_rest(self) -> bool:
        return self.alpha == 255 and not self.down and self.scale == 1.0


def pose(alpha: float, down: float = 0.0, scale: float = 1.0, look: int = -1) -> Pose:
    return Pose(round(255 * min(1.0, max(0.0, alpha))), round(down), round(scale * STEP) / STEP, look)


def appear(share: float) -> Pose:
    return pose(gently(share))


def rise(share: float) -> Pose:
    return pose(gently(share * 1.5), 44 * (1 - settle(share)))


def lift(share: float) -> Pose:
    """A small rise, for the many names of a line-up."""
    return pose(gently(share * 1.4), 20 * (1 - settle(share)))


def put_down(share: float) -> Pose:
    return pose(gently(share * 2.5), scale=1 + 0.3 * (1 - spring(share)))


def tick(share: float) -> Pose:
    """The next number takes the place of the one before."""
    return pose(1.0, scale=1 + 0.1 * (1 - settle(share)))


def swell(share: float) -> Pose:
    return pose(gently(share * 2), scale=0.8 + 0.2 * spring(share))


_BLINKS = ((0.0, 0.0), (0.06, 0.75), (0.16, 0.15), (0.3, 0.9), (0.4, 0.3), (0.55, 1.0), (0.68, 0.75), (1.0, 1.0))
"""(share, light): a tube that catches at the third try."""


def flicker(share: float) -> Pose:
    for (start, light), (end, then) in pairwise(_BLINKS):
        if share <= end:
            return pose(light + (then - light) * (share - start) / (end - start))
    return pose(1.0)
