"""Remind once, before it matters; silence never publishes.

Those who approve are reminded first (deputies of those who are away among them), and owners only where that did not
help: nobody is named twice.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.ask import who_may
from core.approvals.given import people_of
from core.errors import Cure
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.transitions import move
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Role

BEFORE = timedelta(hours=3)
OWNERS_BEFORE = timedelta(hours=1)
WAITING, ESCALATED, OVERDUE, LAST_WORD = 1, 2, 3, 4
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
    elif now <= post.due_at and post.status is PostStatus.IN_REVIEW:
        await _call(session, post, now)


async def _call(session: AsyncSession, post: Post, now: datetime) -> None:
    """First those who approve; an hour before, the owners who were not among them."""
    if post.reminded < WAITING:
        post.reminded = WAITING
        first, _ = await _whom(session, post)
        await post_changed(session, post, say="post_waiting", to=first)
    elif post.reminded < ESCALATED and now > post.due_at - OWNERS_BEFORE:
        post.reminded = ESCALATED
        _, then = await _whom(session, post)
        if then:
            await post_changed(session, post, say="post_escalated", to=then)


async def _whom(session: AsyncSession, post: Post) -> tuple[list[UUID], list[UUID]]:
    """(whom a reminder names, the owners it leaves for later); nobody who has said yes, and nobody who is away."""
    said = await people_of(session, post)
    able = [person for person in await who_may(session, post) if person.id not in said]
    owners = [person.id for person in able if person.role is Role.OWNER]
    first = [person.id for person in able if person.id not in owners]
    return (first, owners) if first else (owners, [])
