"""Find an event by the campaign people talk about."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.errors import NotFound
from core.events.model import Event


async def event_of_campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> Event:
    """The event of a campaign; raises NotFound."""
    found = await session.execute(
        select(Event)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Event.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    event = found.scalar_one_or_none()
    if event is None:
        raise NotFound("That event is not here any more.")
    return event
