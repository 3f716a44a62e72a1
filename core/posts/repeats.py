"""The same again: a post whose words or picture were on the account lately, or are about to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.copy.text import without_tags
from core.events.model import Event
from core.posts.model import Post, PostStatus, Revision

LATELY = timedelta(days=30)
NEARLY = 0.75
"""How much of two captions is the same when they read the same: shared runs of three words, of all there are."""
ENOUGH_WORDS = 4
"""Two captions of fewer words may be the same without being a repetition."""
RUN = 3
MOST_SEEN = 300
"""The nearest in time; an account with more than ten posts a day is told about those."""
S = PostStatus
COUNTS = (S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.PUBLISHING, S.UNCONFIRMED, S.PUBLISHED)


class Same(StrEnum):
    """What is the same."""

    WORDS = "words"
    NEARLY_WORDS = "nearly_words"
    PICTURE = "picture"
    BOTH = "both"


@dataclass(frozen=True)
class Repeat:
    """The other post, when it goes or went out (wall time at its venue), and what of it is the same."""

    title: str
    event: str
    at_local: datetime
    live: bool
    same: Same


async def repeat_of(session: AsyncSession, post: Post, revision: Revision) -> Repeat | None:
    """What this revision repeats on its account within a month: one query. None when it is something new."""
    if post.account_id is None or post.story_of_id is not None:
        return None
    found = await session.execute(
        select(Post, Revision, Campaign.cadence, Event.name, Event.time_zone)
        .join(Revision, (Revision.post_id == Post.id) & (Revision.number == Post.revision))
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Post.workspace_id == post.workspace_id,
            Post.account_id == post.account_id,
            Post.id != post.id,
            Post.story_of_id.is_(None),
            Post.status.in_(COUNTS),
            Post.due_at.between(post.due_at - LATELY, post.due_at + LATELY),
        )
        .order_by(Post.due_at.desc(), Post.id)
        .limit(MOST_SEEN)
    )
    words, pictures = words_of(revision.caption), pictures_of(revision.media, revision.picture_hash)
    for other, frozen, cadence, event, zone in found.all():
        same = what_is_same(words, pictures, words_of(frozen.caption), pictures_of(frozen.media, frozen.picture_hash))
        if same is not None:
            at = (other.published_at or other.due_at).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            live = other.status is PostStatus.PUBLISHED
            return Repeat(title_of(cadence, other.phase, other.format, other.about), event, at, live, same)
    return None


def what_is_same(
    words: Sequence[str], pictures: frozenset[str], other_words: Sequence[str], other_pictures: frozenset[str]
) -> Same | None:
    """Pure; the sharpest that is true."""
    picture = bool(pictures & other_pictures)
    likeness = alike_by(words, other_words)
    if likeness == 1.0:
        return Same.BOTH if picture else Same.WORDS
    if likeness >= NEARLY:
        return Same.BOTH if picture else Same.NEARLY_WORDS
    return Same.PICTURE if picture else None


def alike_by(words: Sequence[str], other: Sequence[str]) -> float:
    """1.0 for the same words in the same order, 0.0 for nothing in common, or too few to tell."""
    if min(len(words), len(other)) < ENOUGH_WORDS:
        return 0.0
    if words == other:
        return 1.0
    here, there = _runs(words), _runs(other)
    return min(len(here & there) / len(here | there), 0.99)


def words_of(caption: str) -> tuple[str, ...]:
    """What is read as words: neither case, punctuation, emoji nor hashtags make a caption another one."""
    return tuple(re.findall(r"\w+", without_tags(caption).casefold()))


def pictures_of(media: Sequence[dict[str, Any]], picture_hash: str | None) -> frozenset[str]:
    """Hashes of everything seen of a post: the uploaded files, or else the flyer."""
    files = {str(item["hash"]) for item in media if item.get("hash")}
    return frozenset(files or ({picture_hash} if picture_hash else set()))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
