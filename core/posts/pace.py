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
AFTER_THE_OLDER = timedelta(seconds=3)
CATCHING_UP = "I am catching up after an interruption, one post after the other"


async def turn_comes_at(session: AsyncSession, post: Post, now: datetime) -> datetime | None:
    """When a late post may follow the account's last one; None when it may go now. Its account must be locked."""
    if now - post.due_at < LATE:
        return None
    if (before := await _older_one_waits(session, post)) is not None:
        return max(before, now) + AFTER_THE_OLDER
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


async def _older_one_waits(session: AsyncSession, post: Post) -> datetime | None:
    """When the account's next one that was due before this, and is no less urgent, is looked at again."""
    found = await session.execute(
        select(func.min(Post.next_at)).where(
            Post.workspace_id == post.workspace_id,
            Post.account_id == post.account_id,
            Post.status == PostStatus.SCHEDULED,
            Post.priority <= post.priority,
            Post.waits_until.is_not(None),
            Post.due_at < post.due_at,
        )
    )
    waits: datetime | None = found.scalar_one_or_none()
    return waits
