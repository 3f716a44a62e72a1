"""After an outage an account does not post everything at once: what is late goes out one by one, at a pace."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.model import Format, Post, PostStatus

LATE = timedelta(minutes=15)
"""More than the tries of a single post can make of it."""
APART = {
    Format.FEED: timedelta(minutes=10),
    Format.CAROUSEL: timedelta(minutes=10),
    Format.REEL: timedelta(minutes=10),
    Format.STORY: timedelta(minutes=1),
}
"""Stories are watched in a row; anything else pushes the post before it out of sight."""
CATCHING_UP = "I am catching up after an interruption, one post after the other"


async def turn_comes_at(session: AsyncSession, post: Post, now: datetime) -> datetime | None:
    """When a late post may follow the account's last one; None when it may go now. Its account must be locked."""
    if now - post.due_at < LATE:
        return None
    found = await session.execute(
        select(func.max(Post.published_at)).where(
            Post.workspace_id == post.workspace_id,
            Post.account_id == post.account_id,
            Post.status == PostStatus.PUBLISHED,
        )
    )
    last: datetime | None = found.scalar_one_or_none()
    if last is None or last + APART[post.format] <= now:
        return None
    return last + APART[post.format]
