"""Somebody's hashtags made better: what is no use goes, with its reason, and the best of too many stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.hashtags.tags import MOST, TWICE, LeftOut, bare, in_words, same, why_not


@dataclass(frozen=True)
class Optimized:
    """The tags that stay, in their order and with their "#", and those that go."""

    tags: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def sentence(self) -> str:
        """What to tell whoever wrote them; "" when all stay."""
        return in_words(self.left_out)


def optimize_hashtags(tags: Iterable[str], max_count: int = MOST, *, ranked: Sequence[str] = ()) -> Optimized:
    """Take out tags that are banned, spam, too long, too short or there twice; of more than `max_count` keep the best.

    Best are those that stand first in `ranked`; of tags that are not in it, those written first. Pure, and never adds.
    """
    seen: dict[str, str] = {}
    left_out = []
    for tag in tags:
        why = why_not(tag) or (TWICE if same(tag) in seen else "")
        if why:
            left_out.append(LeftOut(f"#{bare(tag)}", why))
        else:
            seen[same(tag)] = f"#{bare(tag)}"
    stays = set(_best(list(seen), max_count, ranked))
    beyond = f"a post has at most {max_count}"
    left_out += [LeftOut(tag, beyond) for key, tag in seen.items() if key not in stays]
    return Optimized(tuple(tag for key, tag in seen.items() if key in stays), tuple(left_out))


def _best(keys: Sequence[str], max_count: int, ranked: Sequence[str]) -> Sequence[str]:
    places = {same(tag): place for place, tag in enumerate(ranked)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))[: max(max_count, 0)]
