"""Instagram's number of posts a day: asked, never assumed, and taken one by one.

The intent to publish is itself the reservation: it is noted while the account's row is locked, and it is given up
in the same write that notes a clear refusal. What nobody knows keeps its unit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.errors import QuotaSpent, Refused, Unavailable
from core.ports.access import Access
from core.ports.parts import Parts
from core.ports.publisher import Quota
from core.posts.model import Post, PostStatus

log = structlog.get_logger(__name__)

WINDOW = timedelta(hours=24)
LOOK_AGAIN_AFTER = timedelta(hours=1)
"""Others publish for the account as well, so it may be free before our own posts are a day old."""
SOONEST = timedelta(minutes=1)
CLOCKS_DIFFER_BY = timedelta(seconds=2)
OPEN = (PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)
"""Sent, and perhaps not counted by Instagram yet."""
QUOTA_SPENT = "The account has published as often as Instagram allows within 24 hours."


@dataclass(frozen=True)
class ToldQuota:
    """What Instagram said, and when we began to ask."""

    quota: Quota
    asked_at: datetime


async def ask_quota(parts: Parts, access: Access) -> ToldQuota | None:
    """None when Instagram does not tell; it still says no by itself when the day is full."""
    asked_at = parts.clock.now()
    try:
        return ToldQuota(await parts.publisher.quota(access), asked_at)
    except (Unavailable, Refused) as error:
        log.warning("instagram did not tell its quota", reason=error.message)
        return None


async def insist_on_room(session: AsyncSession, post: Post, told: ToldQuota, now: datetime) -> None:
    """Raises QuotaSpent when the last unit is taken. The account's row must be locked by this transaction.

    What a day holds is kept, so that full days are foreseen (core/timing/gaps.py).
    """
    await session.execute(
        update(Account)
        .where(
            Account.workspace_id == post.workspace_id,
            Account.id == post.account_id,
            Account.posts_a_day.is_distinct_from(told.quota.total),
        )
        .values(posts_a_day=told.quota.total)
        .execution_options(synchronize_session=False)
    )
    found = await session.execute(
        select(func.count())
        .select_from(Post)
        .where(
            Post.workspace_id == post.workspace_id,
            Post.account_id == post.account_id,
            Post.id != post.id,
            or_(
                and_(Post.status.in_(OPEN), Post.sent_at > now - WINDOW),
                # Live only since we asked: what we were told does not count it.
                and_(Post.status == PostStatus.PUBLISHED, Post.published_at >= told.asked_at - CLOCKS_DIFFER_BY),
            ),
        )
    )
    if told.quota.used + found.scalar_one() >= told.quota.total:
        raise QuotaSpent(cause=QUOTA_SPENT)


async def quota_frees_up(parts: Parts, post: Post, now: datetime) -> datetime:
    """When to ask again: as our oldest post of the day leaves the window, and within the hour in any case."""
    async with parts.db.reading() as session:
        found = await session.execute(
            select(func.min(Post.published_at)).where(
                Post.workspace_id == post.workspace_id,
                Post.account_id == post.account_id,
                Post.status == PostStatus.PUBLISHED,
                Post.published_at > now - WINDOW,
            )
        )
        oldest = found.scalar_one_or_none()
    leaves = now + LOOK_AGAIN_AFTER if oldest is None else oldest + WINDOW
    return min(max(leaves, now + SOONEST), now + LOOK_AGAIN_AFTER)
