"""What a campaign's card offers depends on the team's accounts: bring those that are shown up to date."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.events.model import Event
from core.notices.model import MessageRef, NoticeKind
from core.notices.notify import notify


async def redraw_campaigns(session: AsyncSession, workspace_id: UUID, now: datetime) -> None:
    """Only where they are shown already, and only for events to come; an unchanged card is not sent again."""
    shown = await session.execute(
        select(MessageRef.conversation_id, Campaign.id)
        .join(Campaign, Campaign.id == MessageRef.subject_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            MessageRef.workspace_id == workspace_id,
            MessageRef.kind == NoticeKind.CAMPAIGN,
            Event.starts_at > now,
        )
        .order_by(Event.starts_at)
    )
    for conversation_id, campaign_id in shown.all():
        notify(session, workspace_id, conversation_id, NoticeKind.CAMPAIGN, subject_id=campaign_id)
