"""Which subject does a message of ours show?"""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, MessageRef, NoticeKind


async def subject_of(
    session: AsyncSession, conversation: Conversation, message_id: str
) -> tuple[NoticeKind, UUID] | None:
    """(kind, id) of what a message shows in this conversation; None for a message that shows no
    campaign, no post and no options for one: words in answer to it are about something else."""
    found = await session.execute(
        select(MessageRef.kind, MessageRef.subject_id).where(
            MessageRef.workspace_id == conversation.workspace_id,
            MessageRef.conversation_id == conversation.id,
            MessageRef.kind.in_((NoticeKind.CAMPAIGN, NoticeKind.POST, NoticeKind.OPTIONS, NoticeKind.RECAP)),
            or_(*_shown_by(message_id)),
        )
    )
    row = found.first()
    return (row[0], row[1]) if row else None


def _shown_by(message_id: str) -> list[ColumnElement[bool]]:
    """A long card in Telegram is a picture, or an album, and a text under it: people answer to any of them."""
    whole = [MessageRef.message_id == message_id]
    if not message_id.isdigit():
        return whole
    number, first, last = int(message_id), MessageRef.extra["photo"], MessageRef.extra["last"]
    return [*whole, first.as_integer() == number, and_(first.as_integer() < number, last.as_integer() >= number)]
