"""Claim due posts in batches, in SQL, so that cost follows what is due and no two workers hold the same post."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.clock import Clock
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

LEASE = timedelta(minutes=4)
"""Longer than the slowest single step: Instagram's own publish call may take two minutes."""
CLAIMABLE = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


async def claim_due(session: AsyncSession, clock: Clock, limit: int = 100) -> int:
    """Lease every due post to one run of `post.publish` and ring for it; returns how many."""
    due = (
        select(Post.id)
        .where(
            Post.next_at <= clock.now(),
            Post.status.in_(CLAIMABLE),
            or_(Post.lease_until.is_(None), Post.lease_until < clock.steady()),
        )
        .order_by(Post.next_at, Post.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = await session.execute(
        update(Post)
        .where(Post.id.in_(due.scalar_subquery()))
        .values(lease_until=clock.steady() + LEASE, fence=Post.fence + 1)
        .returning(Post.workspace_id, Post.id, Post.fence)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    rows = claimed.all()
    for workspace_id, post_id, fence in rows:
        tasks.publish_post.enqueue(session, workspace_id, post_id, fence)
    return len(rows)


async def next_due(session: AsyncSession) -> datetime | None:
    """The next instant at which some post wants attention."""
    found = await session.execute(
        select(Post.next_at)
        .where(Post.next_at.is_not(None), Post.status.in_(CLAIMABLE))
        .order_by(Post.next_at)
        .limit(1)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()


async def next_publication(session: AsyncSession) -> datetime | None:
    """The next instant at which a scheduled post is due."""
    found = await session.execute(
        select(Post.due_at)
        .where(Post.status == PostStatus.SCHEDULED)
        .order_by(Post.due_at)
        .limit(1)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()
