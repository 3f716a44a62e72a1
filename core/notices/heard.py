"""What must be heard: how a post ended. When the places where it belongs are gone, it is told another way."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, Notice, NoticeKind
from core.notices.notify import notify
from core.operations.alert import raise_alert

ENDS = frozenset(
    {
        "post_live",
        "post_incomplete",
        "post_failed",
        "post_unconfirmed",
        "post_expired",
        "post_held",
        "post_stopped",
        "post_overdue",
        "post_undrafted",
        "post_unpainted",
        "comment_lost",
    }
)
"""Sentences about a post that somebody has to read."""


def details_of(say: str) -> dict[str, Any]:
    """What a notice with this sentence carries; those of one moment are told in several places and know each other."""
    if say in ENDS:
        return {"say": say, "moment": uuid4().hex}
    return {"say": say} if say else {}


def must_be_heard(notice: Notice) -> bool:
    return "moment" in notice.details


async def nobody_listens(
    session: AsyncSession, workspace_id: UUID, home_id: UUID | None, subject_id: UUID, details: dict[str, Any]
) -> None:
    """No conversation can be reached: whoever delivers to one that is gone looks for another way."""
    found = await session.execute(
        select(Conversation.id)
        .where(Conversation.workspace_id == workspace_id)
        .order_by((Conversation.id == home_id).desc(), Conversation.created_at, Conversation.id)
        .limit(1)
    )
    gone = found.scalar_one_or_none()
    if gone is not None:
        notify(session, workspace_id, gone, NoticeKind.POST, subject_id=subject_id, **details)
        return
    await unheard(session, workspace_id, subject_id, str(details["say"]), session.info["clock"].now())


async def lose(session: AsyncSession, notice: Notice, now: datetime) -> tuple[bool, set[UUID]]:
    """Note that a notice could not be told. Returns whether somebody hears it elsewhere, and where it was tried."""
    moment = notice.details["moment"]
    rows = await session.execute(
        select(Notice)
        .where(
            Notice.workspace_id == notice.workspace_id,
            Notice.subject_id == notice.subject_id,
            Notice.details["moment"].as_string() == moment,
        )
        .order_by(Notice.id)
        .with_for_update()  # two of them lost at once must not each rely on the other
        .execution_options(populate_existing=True)
    )
    told = rows.scalars().all()
    for one in told:
        if one.id == notice.id:
            one.lost_at = now
    heard = any(one.delivered_at or one.lost_at is None for one in told if one.id != notice.id)
    return heard, {one.conversation_id for one in told}


async def unheard(session: AsyncSession, workspace_id: UUID, subject_id: UUID, words: str, now: datetime) -> None:
    """Nobody of the team can be told: then those who run Rite are."""
    text = f"Nobody of the team could be told: {words} Look after their chat, or tell them yourself."
    await raise_alert(session, workspace_id, "nobody told", subject_id.hex, text, now)
