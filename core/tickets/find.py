"""Which event is meant: by our id, its name, or its ticket link."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotFound
from core.events.model import Event, EventStatus

STILL = timedelta(hours=12)
"""An event that began so long ago may still be spoken of."""


async def selling(session: AsyncSession, workspace_id: UUID, now: datetime) -> Sequence[tuple[UUID, Event]]:
    """(campaign, event) of everything to come, the next first."""
    found = await session.execute(
        select(Campaign.id, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == workspace_id,
            Event.starts_at > now - STILL,
            Event.status != EventStatus.CANCELLED,
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [(campaign_id, event) for campaign_id, event in found.all()]


async def campaign_named(session: AsyncSession, workspace_id: UUID, said: str, now: datetime) -> UUID:
    """The campaign of the event a ticket shop names. Raises NotFound, or InvalidAnswer when several are called so."""
    events = await selling(session, workspace_id, now)
    wanted = said.strip().casefold().rstrip("/")
    found = [campaign_id for campaign_id, event in events if wanted in _names(event)]
    if not found:
        raise NotFound(f"No event to come is called “{said[:80]}” or has that ticket link.")
    if len(found) > 1:
        raise InvalidAnswer(f"{len(found)} events to come are called “{said[:80]}”. Send the ticket link instead.")
    return found[0]


def _names(event: Event) -> set[str]:
    link = event.ticket_link.casefold().rstrip("/")
    return {event.name.casefold(), str(event.id), event.id.hex, *([link] if link else [])}
