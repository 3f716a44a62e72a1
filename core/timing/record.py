"""How an account's past posts did by the hour they went out: pure.

A post counts against the usual of its own kind, so that a reel's reach does not make the hour of a picture look good.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from core.insights.compare import Verdict, differ
from core.posts.model import Format
from core.timing.week import apart

WORTH_OF_USUAL = 4
"""So many posts around an hour weigh as much as the assumption that the hour makes no difference."""
NEAR = 2
"""Hours on the same weekday that count as "around then"."""
OTHER_DAYS = 0.4
"""What a post around that hour on another weekday weighs."""
LEAST, MOST = 0.25, 4.0
"""A post that went around the world says little about its hour."""


@dataclass(frozen=True)
class Result:
    """What one post came to; at_local: when it went out, wall time at its venue; reached: people."""

    at_local: datetime
    format: Format
    reached: int


@dataclass(frozen=True)
class Past:
    """The same, against the usual of its kind (1.0)."""

    at_local: datetime
    story: bool
    ratio: float


@dataclass(frozen=True)
class Around:
    """What posts around an hour say: how many there are, how often the usual they reached, and what that is worth."""

    posts: int = 0
    times: float = 1.0
    factor: float = 1.0


def against_usual(results: Iterable[Result]) -> tuple[Past, ...]:
    """Of a kind of which there are fewer than two there is no usual, and nothing to be said."""
    kinds: defaultdict[Format, list[Result]] = defaultdict(list)
    for result in results:
        kinds[result.format].append(result)
    found = []
    for format_, of_kind in kinds.items():
        usual = median(result.reached for result in of_kind)
        if len(of_kind) > 1 and usual > 0:
            story = format_ is Format.STORY
            found += [Past(result.at_local, story, min(max(result.reached / usual, LEAST), MOST)) for result in of_kind]
    return tuple(found)


def around(past: Sequence[Past], local: datetime, *, story: bool) -> Around:
    """What is known of an hour of a weekday; stories are compared with stories only."""
    near = [
        (1.0 if one.at_local.weekday() == local.weekday() else OTHER_DAYS, one.ratio)
        for one in past
        if one.story == story and apart(one.at_local.hour, local.hour) <= NEAR
    ]
    if not near:
        return Around()
    weight = sum(weight for weight, _ in near)
    told = sum(weight * math.log(ratio) for weight, ratio in near)
    return Around(len(near), math.exp(told / weight), math.exp(told / (weight + WORTH_OF_USUAL)))


def is_clear(past: Sequence[Past], local: datetime, *, story: bool) -> bool:
    """Whether posts around an hour came out unlike all others, and not by chance (core/insights/compare.py)."""
    near: list[float] = []
    far: list[float] = []
    for one in past:
        if one.story == story:
            (near if apart(one.at_local.hour, local.hour) <= NEAR else far).append(one.ratio)
    return differ(near, far) in (Verdict.MORE, Verdict.LESS)
