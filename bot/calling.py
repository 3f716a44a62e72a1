"""Calling somebody by name, so that they hear it: only whoever must act now, and only in a room of several."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Call
from core.notices.model import Conversation
from core.workspaces.model import Identity, Member


async def call_for(session: AsyncSession, conversation: Conversation, people: Iterable[UUID]) -> Call | None:
    """A line for these people as this platform knows them; None where there is nobody to call."""
    wanted = list(people)
    if conversation.direct or not wanted:
        return None
    found = await session.execute(
        select(Member.id, Member.name, Identity.external_id)
        .outerjoin(
            Identity,
            (Identity.member_id == Member.id)
            & (Identity.platform == conversation.platform)
            & (Identity.team == conversation.team),
        )
        .where(Member.workspace_id == conversation.workspace_id, Member.id.in_(wanted), Member.active)
    )
    known = {row.id: (row.name, row.external_id or "") for row in found}
    return Call(tuple(known[person] for person in wanted if person in known)) if known else None
