"""What worked best in a campaign, as far as a few posts can tell: pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

FEWEST = 2
"""One post is an anecdote."""
CLEARLY = 1.15
"""So much more than all together reached before anything is claimed."""


@dataclass(frozen=True)
class Shown:
    """One live post with what it reached. hour: local, at the venue; design: the template's name, "" for photos."""

    phase: str
    hour: int
    format: str
    design: str
    reach: int


@dataclass(frozen=True)
class Worked:
    """What did best of one kind. kind: "phase", "hour", "format" or "design"; times: compared with all together."""

    kind: str
    value: str
    times: float
    posts: int
    of: int


KINDS: tuple[tuple[str, Callable[[Shown], str]], ...] = (
    ("phase", lambda shown: shown.phase),
    ("hour", lambda shown: f"{shown.hour:02}:00"),
    ("format", lambda shown: shown.format),
    ("design", lambda shown: shown.design),
)


def what_worked(shown: Sequence[Shown]) -> tuple[Worked, ...]:
    """The best of each kind that has at least two posts and was clearly better; empty where numbers are too few."""
    if len(shown) < FEWEST or not (usual := fmean(one.reach for one in shown)):
        return ()
    found = []
    for kind, of in KINDS:
        groups: dict[str, list[int]] = defaultdict(list)
        for one in shown:
            groups[of(one)].append(one.reach)
        ranked = [
            (fmean(reach), value, len(reach)) for value, reach in groups.items() if value and len(reach) >= FEWEST
        ]
        if len(groups) > 1 and ranked:
            mean, value, posts = max(ranked)
            if mean >= usual * CLEARLY:
                found.append(Worked(kind, value, round(mean / usual, 1), posts, len(shown)))
    return tuple(found)
