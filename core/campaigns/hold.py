"""Hold everything of a campaign that would go out by itself: one statement, whatever runs in other processes.

The row lock decides who is first: a post that was sent a moment before is not in what comes back.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.errors import Cure
from core.notices.model import NoticeKind
from core.notices.notify import notify, shown_in, tell_everywhere
from core.posts.model import Post, PostStatus


async def hold_campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> list[UUID]:
    """Stop what is queued and redraw what people see of it; returns the posts that were stopped by this."""
    held = await hold_queued(session, workspace_id, Post.campaign_id == campaign_id)
    await redraw_posts(session, workspace_id, campaign_id, held)
    return held


async def hold_queued(session: AsyncSession, workspace_id: UUID, which: ColumnElement[bool]) -> list[UUID]:
    """Only the rows. A higher fence ends every run that has one of these in hand; what it noted is no longer taken."""
    held = await session.execute(
        update(Post)
        .where(Post.workspace_id == workspace_id, Post.status == PostStatus.SCHEDULED, which)
        .values(
            status=PostStatus.HELD,  # as `move` would, of many rows at once
            fence=Post.fence + 1,
            next_at=None,
            lease_until=None,
            waits_until=None,
            lacks_access=False,
            cure=Cure.NONE,
        )
        .returning(Post.id)
        .execution_options(synchronize_session=False)
    )
    return list(held.scalars())


async def redraw_posts(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, posts: Collection[UUID]) -> None:
    """Bring the cards of many posts up to date wherever they are shown, and their campaign's once."""
    if posts:
        wanted = frozenset(posts)
        of_campaign = select(Post.id).where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id)
        for conversation_id, post_id in await shown_in(session, workspace_id, of_campaign):
            if post_id in wanted:
                notify(session, workspace_id, conversation_id, NoticeKind.POST, subject_id=post_id)
    home = await session.execute(
        select(Campaign.conversation_id).where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    await tell_everywhere(session, workspace_id, home.scalar_one(), NoticeKind.CAMPAIGN, campaign_id)
