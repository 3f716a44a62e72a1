"""Which message shows a subject in a conversation, and whose turn it is to draw it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import touched
from core.errors import Busy
from core.lease import is_over
from core.notices.model import Conversation, MessageRef, NoticeKind
from core.ports.parts import Parts


async def find_ref(
    session: AsyncSession, conversation: Conversation, kind: NoticeKind, subject_id: UUID
) -> MessageRef | None:
    found = await session.execute(
        select(MessageRef).where(
            MessageRef.workspace_id == conversation.workspace_id,
            MessageRef.conversation_id == conversation.id,
            MessageRef.kind == kind,
            MessageRef.subject_id == subject_id,
        )
    )
    return found.scalar_one_or_none()


async def take_ref(parts: Parts, conversation: Conversation, kind: NoticeKind, subject_id: UUID) -> MessageRef:
    """Claim the drawing of one card; raises Busy when it is claimed."""
    now = parts.clock.steady()
    async with parts.db.transaction() as session:
        ref = await find_ref(session, conversation, kind, subject_id)
        if ref is None:
            return await _added(session, conversation, kind, subject_id, now + parts.lease)
        claimed = await session.execute(
            update(MessageRef)
            .where(
                MessageRef.workspace_id == conversation.workspace_id,
                MessageRef.id == ref.id,
                is_over(MessageRef.busy_until, now),
            )
            .values(busy_until=now + parts.lease)
            .execution_options(synchronize_session=False)
        )
        if not touched(claimed):
            raise Busy(after=timedelta(seconds=1))
        await session.refresh(ref)
        return ref


async def _added(
    session: AsyncSession, conversation: Conversation, kind: NoticeKind, subject_id: UUID, busy_until: datetime
) -> MessageRef:
    ref = MessageRef(
        id=uuid4(),
        workspace_id=conversation.workspace_id,
        conversation_id=conversation.id,
        kind=kind,
        subject_id=subject_id,
        extra={},
        busy_until=busy_until,
    )
    try:
        async with session.begin_nested():
            session.add(ref)
    except IntegrityError:
        raise Busy(after=timedelta(seconds=1)) from None
    return ref


async def keep_ref(parts: Parts, ref: MessageRef) -> bool:
    """Go on holding a card that takes long to draw; False when that came too late."""
    now = parts.clock.steady()
    async with parts.db.transaction() as session:
        kept = await session.execute(
            update(MessageRef)
            .where(MessageRef.workspace_id == ref.workspace_id, MessageRef.id == ref.id, MessageRef.busy_until >= now)
            .values(busy_until=now + parts.lease)
            .execution_options(synchronize_session=False)
        )
        return bool(touched(kept))


async def store_ref(parts: Parts, ref: MessageRef, **values: object) -> None:
    """Keep what is known now, in the row and in hand."""
    async with parts.db.transaction() as session:
        await session.execute(
            update(MessageRef)
            .where(MessageRef.workspace_id == ref.workspace_id, MessageRef.id == ref.id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
