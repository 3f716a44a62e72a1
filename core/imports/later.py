"""Campaigns of an import are drafted when their time comes near, a few at a time, and shown only then."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.model import Campaign
from core.events.model import Event, EventStatus
from core.imports.model import LaterDraft
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.tenancy import ACROSS_WORKSPACES

AT_ONCE = 3
"""Campaigns a minute, over all teams: each is half a dozen posts to write and paint."""


async def ring_for_later_drafts(session: AsyncSession, now: datetime) -> int:
    """Returns how many campaigns are begun."""
    found = await session.execute(
        select(LaterDraft, Campaign.conversation_id, Event.status)
        .join(Campaign, Campaign.id == LaterDraft.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(LaterDraft.draft_at <= now)
        .order_by(LaterDraft.draft_at, LaterDraft.id)
        .limit(AT_ONCE)
        .with_for_update(of=LaterDraft, skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    begun = 0
    for later, home, status in found.all():
        await session.delete(later)
        if status is EventStatus.CANCELLED:
            continue
        await tell_everywhere(session, later.workspace_id, home, NoticeKind.CAMPAIGN, later.campaign_id)
        tasks.draft_campaign.enqueue(session, later.workspace_id, later.campaign_id)
        begun += 1
    return begun
