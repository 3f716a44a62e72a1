"""Files sent in chat that could not be taken in: whoever waits for them hears of it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Talk, Trouble
from core.notices.notify import tell_trouble


async def say_files_not_taken(session: AsyncSession, why: str, workspace_id: UUID, talk_id: UUID) -> None:
    """Where they were sent."""
    found = await session.execute(
        select(Talk.conversation_id).where(Talk.workspace_id == workspace_id, Talk.id == talk_id)
    )
    for place in found.scalars():
        tell_trouble(session, workspace_id, place, Trouble.FILES, why)
