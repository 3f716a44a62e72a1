"""An export that was asked for in chat: made in the background, told where it was asked, taken away after two days."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.privacy.ask import get_request
from core.privacy.export import MOST_BYTES_IN_CHAT, export
from core.privacy.model import PrivacyRequest, Wish
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member


async def own_chat(session: AsyncSession, member: Member, here: Conversation) -> Conversation | None:
    """Where nobody else reads along: here, or another chat of theirs that we know."""
    if here.direct:
        return here
    found = await session.execute(
        select(Conversation)
        .where(
            Conversation.workspace_id == member.workspace_id,
            Conversation.direct,
            Conversation.reachable,
            Conversation.member_id == member.id,
        )
        .order_by(Conversation.created_at)
    )
    return found.scalars().first()


async def make_export(parts: Parts, workspace_id: UUID, request_id: UUID) -> None:
    """The body of privacy.export; done twice, it tells once."""
    async with parts.db.reading() as session:
        request = await get_request(session, workspace_id, request_id)
    if request.done_at is not None:
        return
    data = await export(parts, workspace_id, request.whose, request.subject_id, most_bytes=MOST_BYTES_IN_CHAT)
    key = await parts.media.put(data, kind="zip")
    async with parts.db.transaction() as session:
        request = await get_request(session, workspace_id, request_id)
        if request.done_at is not None:
            return
        request.files, request.done_at = [key], parts.clock.now()
        request.found = {"bytes": len(data)}
        _tell(session, request)


async def say_not_exported(session: AsyncSession, _: str, workspace_id: UUID, request_id: UUID) -> None:
    """It was tried in vain; the card says so."""
    _tell(session, await get_request(session, workspace_id, request_id))


def _tell(session: AsyncSession, request: PrivacyRequest) -> None:
    if request.conversation_id is not None:
        notify(session, request.workspace_id, request.conversation_id, NoticeKind.PRIVACY, subject_id=request.id)


async def take_exports_away(parts: Parts) -> int:
    """Files whose two days are over."""
    async with parts.db.transaction() as session:
        found = await session.execute(
            select(PrivacyRequest)
            .where(PrivacyRequest.wish == Wish.EXPORT, PrivacyRequest.due_at <= parts.clock.now())
            .execution_options(**ACROSS_WORKSPACES)
        )
        over = [one for one in found.scalars() if one.files]
        keys = [key for one in over for key in one.files]
        for one in over:
            one.files = []
    return sum([await parts.media.forget(key) for key in keys])
