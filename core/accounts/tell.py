"""Whom to tell about an account: whoever connected it, where they did; else owners; else anybody who listens."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.workspaces.members import members
from core.workspaces.model import Role


async def tell_about_access(session: AsyncSession, account: Account, *, days: int) -> None:
    """So many days of access are left; 0: it has ended."""
    for conversation_id in await conversations_for(session, account):
        notify(
            session, account.workspace_id, conversation_id, NoticeKind.ACCOUNT, subject_id=account.id, days_left=days
        )


async def conversations_for(session: AsyncSession, account: Account) -> Sequence[UUID]:
    """The first of these that can be reached: only an owner can reconnect, so others are asked last."""
    owners = [person.id for person in await members(session, account.workspace_id) if person.role is Role.OWNER]
    ways: list[ColumnElement[bool]] = [
        Conversation.direct & Conversation.member_id.in_(owners),
        Conversation.follows.is_(True),
    ]
    if account.connected_by_id in owners:
        theirs = Conversation.direct & (Conversation.member_id == account.connected_by_id)
        ways = [Conversation.id == account.connected_in_id, theirs, *ways]
    for way in ways:
        if found := await _reachable(session, account.workspace_id, way):
            return found
    return ()


async def _reachable(session: AsyncSession, workspace_id: UUID, where: ColumnElement[bool]) -> Sequence[UUID]:
    found = await session.execute(
        select(Conversation.id)
        .where(Conversation.workspace_id == workspace_id, Conversation.reachable, where)
        .order_by(Conversation.created_at, Conversation.id)
    )
    return found.scalars().all()
