"""Claim due posts in batches, in SQL, so that cost follows what is due and no two workers hold the same post.

The post's own row is the task: a clock claims it and rings, a worker that hears the ring takes it. A claim that
nobody takes runs out and is made anew, with a higher fence.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.lease import is_over
from core.posts.model import Post, PostStatus, Priority
from core.tenancy import ACROSS_WORKSPACES

HAND_OVER = timedelta(seconds=15)
"""A ring that no worker heard within that was lost, and is rung anew."""
CLAIMABLE = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


@dataclass(frozen=True)
class Claim:
    """One claimed run over a post; it is good until the post's fence moves on."""

    workspace_id: UUID
    post_id: UUID
    fence: int


async def claim_due(session: AsyncSession, clock: Clock, limit: int = 100) -> list[Claim]:
    """Claim up to `limit` due posts, day-of ones first; whoever calls rings for them after the commit."""
    claims: list[Claim] = []
    for priority in Priority:
        if len(claims) < limit:
            claims += await _claim(session, clock, priority, limit - len(claims))
    return claims


async def _claim(session: AsyncSession, clock: Clock, priority: Priority, limit: int) -> list[Claim]:
    due = (
        select(Post.id)
        .where(Post.priority == priority, Post.next_at <= clock.now(), *_in_nobodys_hands(clock))
        .order_by(Post.next_at, Post.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = await session.execute(
        update(Post)
        .where(Post.id == due.c.id)
        .values(lease_until=clock.steady() + HAND_OVER, lease_owner=None, fence=Post.fence + 1)
        .returning(Post.workspace_id, Post.id, Post.fence)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    return [Claim(*row) for row in claimed.all()]


def _in_nobodys_hands(clock: Clock) -> tuple[ColumnElement[bool], ...]:
    return Post.status.in_(CLAIMABLE), is_over(Post.lease_until, clock.steady())


async def take(session: AsyncSession, claim: Claim, owner: UUID, clock: Clock, lease: timedelta) -> bool:
    """A worker heard the ring: True for the first one that says so for this claim, and for nobody after it."""
    taken = await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner.is_(None), Post.status.in_(CLAIMABLE))
        .values(lease_owner=owner, lease_until=clock.steady() + lease)
        .execution_options(synchronize_session=False)
    )
    return bool(_touched(taken))


async def renew(session: AsyncSession, claim: Claim, owner: UUID, clock: Clock, lease: timedelta) -> bool:
    """Keep a post in hand; False when it is not ours any more. A run that has let go of it stays its last owner."""
    kept = await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner == owner, Post.lease_until.is_not(None))
        .values(lease_until=clock.steady() + lease)
        .execution_options(synchronize_session=False)
    )
    if _touched(kept):
        return True
    ours = await session.execute(select(Post.id).where(*_of(claim), Post.lease_owner == owner))
    return ours.first() is not None


async def hand_back(session: AsyncSession, claim: Claim, owner: UUID) -> None:
    """We have to stop in the middle: another process may claim the post at once, and goes on from what is noted."""
    await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner == owner, Post.lease_until.is_not(None))
        .values(lease_until=None)
        .execution_options(synchronize_session=False)
    )


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (Post.workspace_id == claim.workspace_id, Post.id == claim.post_id, Post.fence == claim.fence)


async def next_due(session: AsyncSession, clock: Clock) -> datetime | None:
    """The next instant at which some post wants attention; what is in somebody's hands is not asked about."""
    moments = []
    for priority in Priority:
        found = await session.execute(
            select(Post.next_at)
            .where(Post.priority == priority, Post.next_at.is_not(None), *_in_nobodys_hands(clock))
            .order_by(Post.next_at, Post.id)
            .limit(1)
            .execution_options(**ACROSS_WORKSPACES)
        )
        moments.append(found.scalar_one_or_none())
    return min((moment for moment in moments if moment is not None), default=None)


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


def _touched(result: Any) -> int:
    assert isinstance(result, CursorResult)  # noqa: S101 - an UPDATE always answers with a cursor result
    return int(result.rowcount)
