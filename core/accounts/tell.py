"""Whom to tell about an account: whoever connected it, where they did; else owners; else anybody who listens."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.notices.owners import owners, places_of_owners


async def tell_about_access(session: AsyncSession, account: Account, *, days: int) -> None:
    """So many days of access are left; 0: it has ended."""
    for conversation_id in await conversations_for(session, account):
        notify(
            session, account.workspace_id, conversation_id, NoticeKind.ACCOUNT, subject_id=account.id, days_left=days
        )


async def conversations_for(session: AsyncSession, account: Account) -> Sequence[UUID]:
    """The first of these that can be reached: only an owner can reconnect, so others are asked last."""
    before: list[ColumnElement[bool]] = []
    if account.connected_by_id in await owners(session, account.workspace_id):
        theirs = Conversation.direct & (Conversation.member_id == account.connected_by_id)
        before = [Conversation.id == account.connected_in_id, theirs]
    return await places_of_owners(session, account.workspace_id, *before)
