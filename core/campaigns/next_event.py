"""Which event comes after one: what "the next one" is about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign, CampaignStatus
from core.events.model import Event, EventStatus

MOST_AT_ONCE = 10
"""Events of a team that begin in the same minute."""
GOES_ON = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE, CampaignStatus.PAUSED)


async def event_after(session: AsyncSession, event: Event, *, changed: Event | None = None) -> Event | None:
    """The team's next planned one; None while there is none. changed: one that is counted as it will be."""
    found = await session.execute(
        select(Event)
        .where(
            Event.workspace_id == event.workspace_id,
            Event.id.not_in([event.id, *([changed.id] if changed else [])]),
            Event.starts_at > event.starts_at,
            Event.status == EventStatus.PLANNED,
        )
        .order_by(Event.starts_at, Event.id)
        .limit(1)
    )
    other = found.scalar_one_or_none()
    if changed is None or changed.id == event.id or changed.status is not EventStatus.PLANNED:
        return other
    if changed.starts_at <= event.starts_at or (other is not None and other.starts_at < changed.starts_at):
        return other
    return changed


async def campaigns_before(session: AsyncSession, event: Event, since: datetime) -> list[Campaign]:
    """What goes on for the team's last planned event before this one, if that is no longer ago; several in a tie."""
    found = await session.execute(
        select(Campaign, Event.starts_at)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == event.workspace_id,
            Campaign.status.in_(GOES_ON),
            Event.id != event.id,
            Event.starts_at < event.starts_at,
            Event.starts_at > since,
            Event.status == EventStatus.PLANNED,
        )
        .order_by(Event.starts_at.desc(), Event.id)
        .limit(MOST_AT_ONCE)
    )
    rows = found.all()
    return [campaign for campaign, starts_at in rows if starts_at == rows[0].starts_at]


async def event_told_of(session: AsyncSession, event: Event, about: str) -> Event:
    """The event whose record a post tells: its campaign's, or the next one it is about."""
    try:
        other = UUID(about)
    except ValueError:
        return event
    found = await session.execute(select(Event).where(Event.workspace_id == event.workspace_id, Event.id == other))
    return found.scalar_one_or_none() or event
