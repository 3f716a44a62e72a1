"""The flyers and photos people gave for their events."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.events.model import Event


async def latest_photo(session: AsyncSession, workspace_id: UUID) -> str | None:
    """Key of the picture of the event that was entered last and has one."""
    found = await session.execute(
        select(Event.photo_key)
        .where(Event.workspace_id == workspace_id, Event.photo_key.is_not(None))
        .order_by(Event.created_at.desc(), Event.id)
        .limit(1)
    )
    return found.scalar_one_or_none()
