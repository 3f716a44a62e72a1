"""Answers that are owed: kept in the transaction that decided them, struck off once the person has seen them.

The process that decided an answer shows it. Should it die before, or be unable to, the answer is a notice like any
other, and whoever delivers notices shows it: nobody is left without the next question.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID, uuid5

import structlog
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.cards.stored import stored
from bot.speaker import Speaker
from core import tasks
from core.lease import Hold, LeaseLost, while_held
from core.notices.model import Notice, NoticeKind
from core.outbox import TaskRow, finish, renew
from core.ports.parts import Parts

T = TypeVar("T")

log = structlog.get_logger(__name__)

ANSWERS = UUID("6b1f0a52-6a5e-4c0e-8d0c-3f1f5d6f8a11")
"""Namespace: an update has one answer."""


def owe(parts: Parts, session: AsyncSession, speaker: Speaker, card: Card) -> Card:
    """Keep the answer to this update with what it brought about; returns it for `show`."""
    notice_id = uuid5(ANSWERS, speaker.update)
    now = parts.clock.now()
    session.add(
        Notice(
            id=notice_id,
            workspace_id=speaker.member.workspace_id,
            conversation_id=speaker.conversation.id,
            kind=NoticeKind.SAY,
            details={"card": stored(card), "thread": speaker.thread},
            sending_at=now,  # it leaves right after the commit
            created_at=now,
        )
    )
    tasks.deliver_notice.hold(session, notice_id, parts.lease, speaker.member.workspace_id, notice_id)
    return replace(card, owed=notice_id)


async def show(parts: Parts, speaker: Speaker, card: Card, send: Callable[[], Awaitable[T]]) -> T | None:
    """Show a card, and strike it off where it was owed; None when somebody else has taken that over."""
    if card.owed is None:
        return await send()
    row = TaskRow(id=card.owed, lease_owner=card.owed)

    async def sending() -> T:
        return await send()

    async def keep() -> bool:
        async with parts.db.transaction() as session:
            return await renew(session, row, parts.clock, parts.lease)

    try:
        shown = await while_held(sending(), keep, Hold(parts.lease))
    except LeaseLost:
        log.warning("an answer was taken over")
        return None
    async with parts.db.transaction() as session:
        await session.execute(
            delete(Notice)
            .where(Notice.workspace_id == speaker.member.workspace_id, Notice.id == card.owed)
            .execution_options(synchronize_session=False)
        )
        await finish(session, row)
    return shown
