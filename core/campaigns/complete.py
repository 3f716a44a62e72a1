"""A campaign completes by itself once nothing of it may go out any more: after the recap's window, with a sentence."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign, CampaignStatus
from core.events.model import Event
from core.notices.model import NoticeKind
from core.notices.notify import notify, tell_everywhere
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

OPEN = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE, CampaignStatus.PAUSED)
AFTER_EVENT = timedelta(days=1)
WORTH_SAYING = timedelta(days=3)
"""What ended longer ago is closed without a word: nobody waits to hear of it."""
AT_ONCE = 50
COMPLETED = "completed"


async def complete_campaigns(session: AsyncSession, now: datetime) -> int:
    """Close what is over; returns how many."""
    last = (
        select(func.max(Post.not_after))
        .where(Post.campaign_id == Campaign.id, Post.status != PostStatus.CANCELLED)
        .scalar_subquery()
    )
    unfinished = exists().where(
        Post.campaign_id == Campaign.id,
        (Post.status == PostStatus.PUBLISHING) | ((Post.not_after >= now) & (Post.status != PostStatus.CANCELLED)),
    )
    found = await session.execute(
        select(Campaign, func.coalesce(last, Event.starts_at).label("ended"))
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.status.in_(OPEN), Event.starts_at < now - AFTER_EVENT, ~unfinished)
        .order_by(Event.starts_at, Campaign.id)
        .limit(AT_ONCE)
        .with_for_update(of=Campaign, skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    rows = found.all()
    for campaign, ended in rows:
        campaign.status = CampaignStatus.COMPLETED
        await session.flush()
        workspace_id, home = campaign.workspace_id, campaign.conversation_id
        await tell_everywhere(session, workspace_id, home, NoticeKind.CAMPAIGN, campaign.id)
        if ended > now - WORTH_SAYING:
            notify(session, workspace_id, home, NoticeKind.RECORD, subject_id=campaign.id, what=COMPLETED)
    return len(rows)
