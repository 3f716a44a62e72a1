"""Where to tell what only an owner can mend."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation
from core.workspaces.members import members
from core.workspaces.model import Role


async def owners(session: AsyncSession, workspace_id: UUID) -> Sequence[UUID]:
    """Who they are."""
    return [person.id for person in await members(session, workspace_id) if person.role is Role.OWNER]


async def places_of_owners(session: AsyncSession, workspace_id: UUID, *before: ColumnElement[bool]) -> Sequence[UUID]:
    """The first of these that can be reached: `before`, a conversation of an owner's own, any that hears everything."""
    theirs = Conversation.direct & Conversation.member_id.in_(await owners(session, workspace_id))
    for way in (*before, theirs, Conversation.follows.is_(True)):
        found = await session.execute(
            select(Conversation.id)
            .where(Conversation.workspace_id == workspace_id, Conversation.reachable, way)
            .order_by(Conversation.created_at, Conversation.id)
        )
        if places := found.scalars().all():
            return places
    return ()
