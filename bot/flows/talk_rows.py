"""Talks as rows: begun, found again, closed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.flows.form import Form
from bot.language import tr
from bot.speaker import Speaker
from core.errors import NotNow
from core.notices.model import Talk


def opened(
    session: AsyncSession, speaker: Speaker, form: Form, answers: dict[str, Any], now: datetime, *, subject: str = ""
) -> Talk:
    """A talk with this person in this place, as a row of the caller's transaction."""
    talk = Talk(
        id=uuid4(),
        workspace_id=speaker.member.workspace_id,
        conversation_id=speaker.conversation.id,
        member_id=speaker.member.id,
        form=form.key,
        subject=subject,
        answers=answers,
        open=True,
        created_at=now,
    )
    session.add(talk)
    return talk


async def their_talk(session: AsyncSession, speaker: Speaker, talk_id: UUID) -> Talk:
    """A talk of this person, open or not; raises NotNow for somebody else's."""
    found = await session.execute(
        select(Talk).where(
            Talk.workspace_id == speaker.member.workspace_id,
            Talk.id == talk_id,
            Talk.member_id == speaker.member.id,
        )
    )
    talk = found.scalar_one_or_none()
    if talk is None:
        raise NotNow(tr("That question was for somebody else."))
    return talk


async def get_talk(session: AsyncSession, speaker: Speaker, talk_id: UUID) -> Talk:
    """An open talk of this person; raises NotNow for a finished one."""
    talk = await their_talk(session, speaker, talk_id)
    if not talk.open:
        raise NotNow(tr("That is settled already."))
    return talk


async def settle(session: AsyncSession, speaker: Speaker, talk_id: UUID | None) -> None:
    """A form that went on with a talk was submitted; raises NotNow when that was done already."""
    if talk_id is not None:
        (await get_talk(session, speaker, talk_id)).open = False


async def open_talk(session: AsyncSession, speaker: Speaker, *, lock: bool = False) -> Talk | None:
    """What this person is in the middle of here."""
    query = (
        select(Talk)
        .where(
            Talk.workspace_id == speaker.member.workspace_id,
            Talk.conversation_id == speaker.conversation.id,
            Talk.member_id == speaker.member.id,
            Talk.open,
        )
        .order_by(Talk.created_at.desc())
        .limit(1)
    )
    return (await session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def close_others(session: AsyncSession, speaker: Speaker) -> int:
    """Whatever this person was in the middle of here is dropped; returns how much that was."""
    closed = await session.execute(
        update(Talk)
        .where(
            Talk.workspace_id == speaker.member.workspace_id,
            Talk.conversation_id == speaker.conversation.id,
            Talk.member_id == speaker.member.id,
            Talk.open,
        )
        .values(open=False)
        .returning(Talk.id)
        .execution_options(synchronize_session=False)
    )
    return len(closed.all())
