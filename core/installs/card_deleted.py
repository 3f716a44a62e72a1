"""Somebody deleted a card of ours: what still waits for people is shown again."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, MessageRef, NoticeKind
from core.notices.notify import notify
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform


async def card_deleted(session: AsyncSession, team: str, address: str, message_id: str) -> bool:
    """False for a message that showed nothing. A card that waits for nobody comes back with its next change."""
    found = await session.execute(
        select(MessageRef)
        .join(Conversation, Conversation.id == MessageRef.conversation_id)
        .where(
            Conversation.platform == Platform.SLACK,
            Conversation.team == team,
            Conversation.address == address,
            MessageRef.message_id == message_id,
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    ref = found.scalars().first()
    if ref is None:
        return False
    ref.message_id, ref.drawn = None, None
    if await _waits(session, ref):
        notify(session, ref.workspace_id, ref.conversation_id, ref.kind, subject_id=ref.subject_id)
    return True


async def _waits(session: AsyncSession, ref: MessageRef) -> bool:
    """A campaign's card holds its thread together; a post's counts while somebody has to say yes."""
    if ref.kind is not NoticeKind.POST:
        return ref.kind is NoticeKind.CAMPAIGN
    status = await session.execute(
        select(Post.status).where(Post.workspace_id == ref.workspace_id, Post.id == ref.subject_id)
    )
    return status.scalar_one_or_none() is PostStatus.IN_REVIEW
