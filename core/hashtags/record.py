"""How hashtags do: what posts with a tag reached, beside what the account usually reaches with such a post. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from core.hashtags.tags import same

LEAST_POSTS = 5
"""Fewer posts say nothing about a tag: with four, one lucky evening is half of it."""
LEAST_EVENTS = 2
"""All posts of one event have its tags, and then the numbers are the event's."""
LEAST_ALIKE = 3
"""Fewer other posts of a kind are no usual to compare with."""


@dataclass(frozen=True)
class Outing:
    """One published post: its tags, which account, kind and event it is of, and how many people it reached."""

    tags: tuple[str, ...]
    account: Hashable
    phase: str
    format: str
    event: Hashable
    reach: int


@dataclass(frozen=True)
class TagRecord:
    """A tag over all posts that can be compared. lift: 1.4 is 40 % more people than usual, the median of them."""

    tag: str
    posts: int
    events: int
    lift: float

    @property
    def known(self) -> bool:
        """Whether there are enough posts to go by."""
        return self.posts >= LEAST_POSTS and self.events >= LEAST_EVENTS


def records(outings: Sequence[Outing]) -> tuple[TagRecord, ...]:
    """Every tag that was on a post which can be compared; those to go by first, the best first."""
    by_tag: dict[str, list[tuple[Outing, float]]] = defaultdict(list)
    shown: dict[str, str] = {}
    for outing, ratio in _compared(outings):
        for tag in outing.tags:
            by_tag[same(tag)].append((outing, ratio))
            shown.setdefault(same(tag), tag)
    found = [
        TagRecord(shown[key], len(told), len({outing.event for outing, _ in told}), median(ratio for _, ratio in told))
        for key, told in by_tag.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.known, -one.lift, -one.posts, same(one.tag))))


def lifts(found: Iterable[TagRecord]) -> Mapping[str, float]:
    """The tags to go by -> what they lift; for `rank`."""
    return {same(one.tag): one.lift for one in found if one.known}


def _compared(outings: Sequence[Outing]) -> Iterable[tuple[Outing, float]]:
    """Each post beside the account's other posts of its phase and format, or where there are too few, of its format."""
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for outing in outings:
        for kind in _kinds(outing):
            alike[kind].append(outing.reach)
    for outing in outings:
        for kind in _kinds(outing):
            others = list(alike[kind])
            others.remove(outing.reach)
            if len(others) >= LEAST_ALIKE and median(others) > 0:
                yield outing, outing.reach / median(others)
                break


def _kinds(outing: Outing) -> tuple[Hashable, Hashable]:
    return (outing.account, outing.format, outing.phase), (outing.account, outing.format)
