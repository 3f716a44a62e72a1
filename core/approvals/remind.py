"""Remind once, before it matters; silence never publishes."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Cure
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.transitions import move
from core.tenancy import ACROSS_WORKSPACES

BEFORE = timedelta(hours=3)
WAITING, OVERDUE, LAST_WORD = 1, 2, 3
"""What was said about a missing yes so far."""
WHILE_PAUSED = "Its campaign was paused when its time came."
UNDECIDED = (PostStatus.IN_REVIEW, PostStatus.CHANGES_REQUESTED, PostStatus.DRAFT, PostStatus.HELD)


async def remind(session: AsyncSession, now: datetime) -> None:
    """Say that a yes is missing, once before the hour and once after it; close what is past its time."""
    found = await session.execute(
        select(Post)
        .where(Post.status.in_(UNDECIDED), Post.due_at < now + BEFORE, Post.reminded < LAST_WORD)
        .order_by(Post.due_at)
        .with_for_update(skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    for post in found.scalars():
        await _remind(session, post, now)


async def _remind(session: AsyncSession, post: Post, now: datetime) -> None:
    paused = post.paused
    if now > post.not_after:
        post.reminded = LAST_WORD
        move(post, PostStatus.EXPIRED)
        post.cure = Cure.RESCHEDULE
        post.last_error = WHILE_PAUSED if paused else "Nobody said yes in time."
        await post_changed(session, post, say="post_expired")
    elif now > post.due_at and post.reminded < OVERDUE and not paused:
        post.reminded = OVERDUE
        await post_changed(session, post, say="post_overdue")
    elif now <= post.due_at and post.reminded < WAITING and post.status is PostStatus.IN_REVIEW:
        post.reminded = WAITING
        await post_changed(session, post, say="post_waiting")
