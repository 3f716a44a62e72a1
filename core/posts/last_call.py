"""Where a team wants it: a minute before a post leaves it is said, with a button that stops it.

A post that is let go within its last minute goes out without it, and so does one whose minute nobody was there for:
the word never makes a post late.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Workspace

BEFORE = timedelta(seconds=62)
"""So that a minute is left when people read it."""
LAST_CALL = "last_call"


async def call_last(session: AsyncSession, now: datetime) -> None:
    """Say it once for each hour a post is planned for."""
    found = await session.execute(
        select(Post)
        .join(Workspace, Workspace.id == Post.workspace_id)
        .where(
            Workspace.last_call,
            Post.status == PostStatus.SCHEDULED,
            Post.due_at > now,
            Post.due_at <= now + BEFORE,
            or_(Post.called_for.is_(None), Post.called_for != Post.due_at),
            Post.waits_until.is_(None),
        )
        .with_for_update(skip_locked=True, of=Post)
        .execution_options(**ACROSS_WORKSPACES)
    )
    for post in found.scalars():
        post.called_for = post.due_at
        await post_changed(session, post, say=LAST_CALL)
