"""Catch a conversation up: what is planned and what waits, shown where it was not shown before."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.events.model import Event
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.posts.model import Post, PostStatus

MOST_CAMPAIGNS = 3
OPEN = (PostStatus.IN_REVIEW, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.UNCONFIRMED, PostStatus.HELD)


async def show_open_campaigns(session: AsyncSession, conversation: Conversation, now: datetime) -> int:
    """Draw the cards of the next events and their open posts here, if it follows at all; returns how many events."""
    if not conversation.follows:
        return 0
    found = await session.execute(
        select(Campaign.id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == conversation.workspace_id, Event.starts_at > now)
        .order_by(Event.starts_at)
        .limit(MOST_CAMPAIGNS)
    )
    campaigns = found.scalars().all()
    for campaign_id in campaigns:
        notify(session, conversation.workspace_id, conversation.id, NoticeKind.CAMPAIGN, subject_id=campaign_id)
        posts = await session.execute(
            select(Post.id)
            .where(
                Post.workspace_id == conversation.workspace_id,
                Post.campaign_id == campaign_id,
                Post.status.in_(OPEN),
            )
            .order_by(Post.due_at)
        )
        for post_id in posts.scalars():
            notify(session, conversation.workspace_id, conversation.id, NoticeKind.POST, subject_id=post_id)
    return len(campaigns)
