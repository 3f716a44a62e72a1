"""Which live medium belongs to which post, whatever the service believes: by container, else by its words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chaos.evidence import Evidence, Live


@dataclass(frozen=True)
class Ownership:
    media: Mapping[str, Sequence[Live]]
    """Post -> its live media, oldest first."""
    owner: Mapping[str, str]
    """Medium -> its post."""
    strangers: Sequence[Live]
    """Media that no post can have made."""


def ownership(evidence: Evidence) -> Ownership:
    """A container that was kept names its post. One that was forgotten is found by its words: an orphan made twice."""
    media: defaultdict[str, list[Live]] = defaultdict(list)
    strangers: list[Live] = []
    nameless: list[Live] = []
    for live in evidence.live:
        post_id = evidence.containers.get(live.container_id)
        if post_id is None:
            nameless.append(live)
        else:
            media[post_id].append(live)
    candidates = _by_words(evidence)
    for live in nameless:
        mine = candidates.get((live.user_id, live.caption.strip()), [])
        if mine:
            # Of several posts with the same words, first one that has nothing live yet.
            media[min(mine, key=lambda post_id: len(media[post_id]))].append(live)
        else:
            strangers.append(live)
    for lives in media.values():
        lives.sort(key=lambda live: live.at)
    owner = {live.id: post_id for post_id, lives in media.items() for live in lives}
    return Ownership({post_id: lives for post_id, lives in media.items() if lives}, owner, strangers)


def _by_words(evidence: Evidence) -> Mapping[tuple[str, str], Sequence[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for post_id, caption in evidence.captions:
        post, words = evidence.posts.get(post_id), caption.strip()
        if post is not None and words and post_id not in found[post.user_id, words]:
            found[post.user_id, words].append(post_id)
    return found
