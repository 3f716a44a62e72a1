"""An account is signed in again: what failed only for want of access goes on by itself."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.posts.as_approved import is_as_approved
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.queue import enter_schedule, is_paused


async def take_up_again(session: AsyncSession, account: Account, now: datetime) -> int:
    """Posts still in time and still as approved go back to the schedule, and people are told; returns how many."""
    failed = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == account.workspace_id,
            Post.account_id == account.id,
            Post.status == PostStatus.FAILED,
            Post.lacks_access,
            Post.not_after >= now,
        )
        .order_by(Post.due_at)
        .with_for_update()
    )
    taken = [post for post in failed.scalars().all() if await _may_go_on(session, post)]
    for post in taken:
        enter_schedule(post, now)
        await post_changed(session, post, say="post_taken_up")
    return len(taken)


async def _may_go_on(session: AsyncSession, post: Post) -> bool:
    return await is_as_approved(session, post) and not await is_paused(session, post)
