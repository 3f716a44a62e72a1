"""Which tags a post gets, in which order: what is telling, what did well, and not the same five every time. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence

from core.hashtags.tags import same, usable
from core.hashtags.telling import Candidate

FIXED = 0.6
"""Which part of a post's tags are the best there are; the others take turns from post to post."""
TURNS = 4
"""Among how many times as many tags as there is room for the others take turns."""
_POOR = 0.8
"""A tag known to do worse than this gets no turn while there are others."""
_LEAST, _MOST = 0.5, 2.0
"""How far numbers may move a tag: a few lucky posts must not put "berlin" before the name of the event for ever."""


def ranked(candidates: Iterable[Candidate], lifts: Mapping[str, float]) -> tuple[str, ...]:
    """Every usable tag once, with its "#", the best first.

    lifts: what posts with a tag reached in relation to the account's usual, by `same(tag)`; 1.5 is half as much again.
    A tag nobody has numbers for is as good as its weight.
    """
    best: dict[str, tuple[float, str]] = {}
    for candidate in candidates:
        key = same(candidate.tag)
        score = candidate.weight * min(_MOST, max(_LEAST, lifts.get(key, 1.0)))
        if key not in best or best[key][0] < score:
            best[key] = (score, candidate.tag)
    # The sort is stable: of equals, those named first stay first.
    return usable(tag for _, tag in sorted(best.values(), key=lambda scored: -scored[0]))


def varied(order: Sequence[str], most: int, turn: int, lifts: Mapping[str, float]) -> tuple[str, ...]:
    """The same tags with those first that this post shall have: `turn` is its place in the campaign, from 0.

    The best stay on every post; the rest of its places go round among the next best.
    """
    fixed = math.ceil(most * FIXED)
    places = most - fixed
    rest = [tag for tag in order[fixed:] if lifts.get(same(tag), 1.0) >= _POOR][: TURNS * places]
    if places < 1 or len(rest) <= places:
        return tuple(order)
    start = turn * places % len(rest)
    chosen = [*order[:fixed], *(rest[(start + step) % len(rest)] for step in range(places))]
    return (*chosen, *(tag for tag in order if tag not in chosen))
