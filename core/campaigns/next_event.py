"""Which event comes after one: what "the next one" is about."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.events.model import Event, EventStatus


async def event_after(session: AsyncSession, event: Event) -> Event | None:
    """The team's next planned one; None while there is none."""
    found = await session.execute(
        select(Event)
        .where(
            Event.workspace_id == event.workspace_id,
            Event.id != event.id,
            Event.starts_at > event.starts_at,
            Event.status == EventStatus.PLANNED,
        )
        .order_by(Event.starts_at, Event.id)
        .limit(1)
    )
    return found.scalar_one_or_none()


async def event_told_of(session: AsyncSession, event: Event, about: str) -> Event:
    """The event whose record a post tells: its campaign's, or the next one it is about."""
    try:
        other = UUID(about)
    except ValueError:
        return event
    found = await session.execute(select(Event).where(Event.workspace_id == event.workspace_id, Event.id == other))
    return found.scalar_one_or_none() or event
