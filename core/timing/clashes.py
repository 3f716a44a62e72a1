"""Which posts stand in each other's way, and where there is room: asked for one post, before it is queued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.model import Post, PostStatus
from core.timing.busy import Neighbour, gaps_by_account, margin, neighbours
from core.timing.gaps import Gaps, is_free, is_over_quota, nearest_clash, yields
from core.timing.suggest import free_moment

S = PostStatus
MOVABLE = (S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED, S.SCHEDULED)
"""Its hour can still be chosen."""


class Crowd(StrEnum):
    """What is too much."""

    EVENT = "event"
    """Another post for the same event is too near."""
    ACCOUNT = "account"
    """Another post on the same account is too near."""
    DAY = "day"
    """More would go out within a day than Instagram allows."""


@dataclass(frozen=True)
class Clash:
    """What a post stands too close to, and a way out. Local times are wall time at the venue of what they are of.

    other, event, other_local: the post that is near (empty for a full day). a_day: what Instagram allows.
    mover: the post that should move, which is the other one where that could as well be another day; mover_title and
    free_at: its name and a moment at which it crowds nothing (None: there is none in its window).
    """

    crowd: Crowd
    mover: UUID
    mover_title: str
    own: bool
    other: str = ""
    event: str = ""
    other_local: datetime | None = None
    hours: int = 0
    """How far apart the two should be."""
    a_day: int = 0
    free_at: datetime | None = None
    free_local: datetime | None = None


async def clash_of(session: AsyncSession, post: Post, now: datetime) -> Clash | None:
    """What an organizer should hear about the hour of a post; two queries. None where nothing can be chosen."""
    if post.account_id is None or post.status not in MOVABLE or post.due_at <= now or post.story_of_id is not None:
        return None
    by_account = await gaps_by_account(session, post.workspace_id)
    gaps = by_account.get(post.account_id) or by_account[None]
    reach = 2 * margin(gaps)
    around = await neighbours(session, post.workspace_id, [post.account_id], post.due_at - reach, post.due_at + reach)
    return find_clash(post.id, around, gaps, now)


async def crowded(session: AsyncSession, posts: Sequence[Post], now: datetime) -> int:
    """How many of these posts of one account stand too close to something; two queries."""
    asked = [post for post in posts if post.account_id is not None and post.due_at > now]
    if not asked:
        return 0
    workspace_id, account_id = asked[0].workspace_id, asked[0].account_id
    by_account = await gaps_by_account(session, workspace_id)
    gaps = by_account.get(account_id) or by_account[None]
    since, until = min(post.due_at for post in asked), max(post.due_at for post in asked)
    around = await neighbours(session, workspace_id, [account_id], since - margin(gaps), until + margin(gaps))
    everything, ids = [one.placed for one in around], {post.id for post in asked}
    return sum(not is_free(one, everything, gaps) for one in everything if one.id in ids)


def find_clash(post_id: UUID, around: Sequence[Neighbour], gaps: Gaps, now: datetime) -> Clash | None:
    """Of one of the posts in `around`: pure."""
    by_id = {one.id: one for one in around}
    post = by_id.get(post_id)
    if post is None:
        return None
    everything = [one.placed for one in around]
    close = nearest_clash(post.placed, everything, gaps)
    if close is None:
        full = is_over_quota(post.placed, everything, gaps)
        return _clash(Crowd.DAY, post, post, None, around, gaps, now) if full else None
    other = by_id[close.id]
    mover = post if yields(post.placed, close) or other.status not in MOVABLE else other
    same_event = post.campaign_id == other.campaign_id
    return _clash(Crowd.EVENT if same_event else Crowd.ACCOUNT, post, mover, other, around, gaps, now)


def _clash(
    crowd: Crowd,
    post: Neighbour,
    mover: Neighbour,
    other: Neighbour | None,
    around: Sequence[Neighbour],
    gaps: Gaps,
    now: datetime,
) -> Clash:
    free_at = free_moment(mover.placed, mover.room(around, now), [one.placed for one in around], gaps)
    needed = gaps.of_event if crowd is Crowd.EVENT else gaps.of_account
    return Clash(
        crowd=crowd,
        mover=mover.id,
        mover_title=mover.title,
        own=mover.id == post.id,
        other=other.title if other else "",
        event=other.event if other else "",
        other_local=other.due_local if other else None,
        hours=int(needed.total_seconds() // 3600),
        a_day=gaps.a_day or 0,
        free_at=free_at,
        free_local=mover.at_venue(free_at) if free_at else None,
    )
