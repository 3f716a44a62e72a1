"""What a restored service must not do by itself: send once more what went out after the backup was made."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Cure
from core.outbox import TaskRow
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.transitions import move
from core.tenancy import ACROSS_WORKSPACES

RESTORED = "Rite was restored from a backup, and this was due since it was made: it may be live already."
LOOK = "Look at the account in the Instagram app. If it is there, press Skip; if not, press Resume."
SEND_STATES = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


async def hold_what_may_be_live(session: AsyncSession, now: datetime) -> int:
    """Posts that were due between the backup and now wait for somebody who has looked; returns how many.

    One that was on its way when the backup was made is live or not: a person says which.
    """
    found = await session.execute(
        select(Post)
        .where(Post.status.in_(SEND_STATES), (Post.due_at <= now) | (Post.status == PostStatus.PUBLISHING))
        .execution_options(**ACROSS_WORKSPACES)
    )
    posts = found.scalars().all()
    for post in posts:
        on_its_way = post.status is PostStatus.PUBLISHING
        move(post, PostStatus.UNCONFIRMED if on_its_way else PostStatus.HELD)
        post.last_error, post.remedy = RESTORED, LOOK
        if on_its_way:
            post.remedy = "Look at the account in the Instagram app, then press It is live or Not there."
            post.cure = Cure.LOOK
        await post_changed(session, post)
    return len(posts)


async def let_go_of_work(session: AsyncSession) -> None:
    """Whoever held a task when the backup was made is not there any more."""
    rows = await session.execute(select(TaskRow).where(TaskRow.lease_owner.is_not(None)))
    for row in rows.scalars():
        row.lease_owner = row.lease_until = row.rung_at = None
