"""Tell the owners of a team where they still read it; those who run Rite when they read it nowhere."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.operations.alert import raise_alert
from core.workspaces.model import Member, Role


async def tell_owners(session: AsyncSession, workspace_id: UUID, text: str, *, or_operators: bool = False) -> int:
    """Each in their own conversation. Returns how many are told; or_operators: they are, when no owner can be."""
    found = await session.execute(
        select(Conversation)
        .join(Member, Member.id == Conversation.member_id)
        .where(
            Conversation.workspace_id == workspace_id,
            Conversation.direct,
            Conversation.reachable,
            Member.role == Role.OWNER,
            Member.active,
        )
        .order_by(Conversation.created_at)
    )
    told = set()
    for conversation in found.scalars():
        if conversation.member_id not in told:  # once, however many houses they live in
            told.add(conversation.member_id)
            notify(session, workspace_id, conversation.id, NoticeKind.SAY, text=text)
    if or_operators and not told:
        now = session.info["clock"].now()
        said = f"Nobody of the team could be told: {text}"
        await raise_alert(session, workspace_id, "nobody told", workspace_id.hex, said, now)
    return len(told)
