"""Telling: a row and a task in the caller's transaction. Core stays mute about how it looks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.database import found_or_added
from core.notices.model import Conversation, MessageRef, Notice, NoticeKind, Trouble
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform


async def find_or_add_conversation(
    session: AsyncSession,
    workspace_id: UUID,
    platform: Platform,
    address: str,
    now: datetime,
    *,
    team: str = "",
    direct: bool = False,
    member_id: UUID | None = None,
    follows: bool = True,
    topic: str = "",
    title: str = "",
    silent: bool = False,
) -> Conversation:
    """The row of a chat place, made on first sight; of a forum each topic is one."""

    async def find() -> Conversation | None:
        found = await session.execute(
            select(Conversation)
            .where(
                Conversation.platform == platform,
                Conversation.team == team,
                Conversation.address == address,
                Conversation.topic == topic,
            )
            .execution_options(**ACROSS_WORKSPACES)
        )
        return found.scalar_one_or_none()

    async def add() -> Conversation:
        conversation = Conversation(
            id=uuid4(),
            workspace_id=workspace_id,
            platform=platform,
            team=team,
            address=address,
            topic=topic,
            title=title[:120],
            direct=direct,
            member_id=member_id,
            follows=follows,
            reachable=True,
            silent=silent,
            created_at=now,
        )
        session.add(conversation)
        return conversation

    return await found_or_added(session, find, add)


async def get_conversation(session: AsyncSession, workspace_id: UUID, conversation_id: UUID) -> Conversation:
    found = await session.execute(
        select(Conversation).where(Conversation.workspace_id == workspace_id, Conversation.id == conversation_id)
    )
    return found.scalar_one()


async def follow(session: AsyncSession, conversation: Conversation) -> None:
    """From now on this conversation shows every campaign of the workspace, and gets the digest."""
    await session.execute(
        update(Conversation)
        .where(Conversation.workspace_id == conversation.workspace_id, Conversation.id == conversation.id)
        .values(follows=True)
        .execution_options(synchronize_session=False)
    )
    conversation.follows = True  # the row may be read already, in another session


def notify(
    session: AsyncSession,
    workspace_id: UUID,
    conversation_id: UUID,
    kind: NoticeKind,
    *,
    subject_id: UUID | None = None,
    **details: Any,
) -> None:
    """Have one thing told in one conversation."""
    notice = Notice(
        id=uuid4(),
        workspace_id=workspace_id,
        conversation_id=conversation_id,
        kind=kind,
        subject_id=subject_id,
        details=details,
        created_at=session.info["clock"].now(),
    )
    session.add(notice)
    tasks.deliver_notice.enqueue(session, workspace_id, notice.id)


def tell_trouble(
    session: AsyncSession,
    workspace_id: UUID,
    conversation_id: UUID,
    trouble: Trouble,
    why: str,
    *,
    subject_id: UUID | None = None,
    about: str = "",
) -> None:
    """Have it told that work was given up; `about` names what it was for."""
    details = {"trouble": trouble.value, "about": about, "why": why}
    notify(session, workspace_id, conversation_id, NoticeKind.TROUBLE, subject_id=subject_id, **details)


async def audience(
    session: AsyncSession, workspace_id: UUID, home_id: UUID | None, subjects: Iterable[UUID] = ()
) -> Sequence[UUID]:
    """Every reachable conversation that follows the workspace, is the campaign's home or already shows a subject."""
    shown = select(MessageRef.conversation_id).where(
        MessageRef.workspace_id == workspace_id, MessageRef.subject_id.in_(list(subjects))
    )
    found = await session.execute(
        select(Conversation.id)
        .where(
            Conversation.workspace_id == workspace_id,
            Conversation.reachable,
            or_(Conversation.follows, Conversation.id == home_id, Conversation.id.in_(shown)),
        )
        .order_by(Conversation.created_at, Conversation.id)
    )
    return found.scalars().all()


async def shown_in(session: AsyncSession, workspace_id: UUID, subjects: Select[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """(conversation, subject) of every living card of these posts that a reachable conversation shows.

    subjects: the query of their ids, as hundreds of them would take longer to hand over than to find.
    """
    found = await session.execute(
        select(MessageRef.conversation_id, MessageRef.subject_id)
        .join(Conversation, Conversation.id == MessageRef.conversation_id)
        .where(
            MessageRef.workspace_id == workspace_id,
            MessageRef.kind == NoticeKind.POST,
            MessageRef.subject_id.in_(subjects),
            Conversation.reachable,
        )
        .order_by(MessageRef.conversation_id, MessageRef.subject_id)
    )
    return [(conversation_id, subject_id) for conversation_id, subject_id in found.all()]


async def tell_everywhere(
    session: AsyncSession,
    workspace_id: UUID,
    home_id: UUID | None,
    kind: NoticeKind,
    subject_id: UUID,
    **details: Any,
) -> int:
    """Draw or redraw the living card of a subject wherever it is shown or belongs; returns in how many places."""
    places = await audience(session, workspace_id, home_id, [subject_id])
    for conversation_id in places:
        notify(session, workspace_id, conversation_id, kind, subject_id=subject_id, **details)
    return len(places)
