"""Captions to choose from: what was asked for, what was written, and what became of it."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, SmallInteger, String, Text, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base
from core.errors import NotFound
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.posts.model import Post

GONE = "These options are not here any more. Ask for them once more."


class OptionsState(enum.Enum):
    """What can still be done with them."""

    OPEN = "open"
    """Being written, or shown and waiting for a choice."""
    PICKED = "picked"
    LEFT = "left"
    """Somebody wants none of them."""
    OUTDATED = "outdated"
    """The post has changed since."""


class OptionSheet(Base):
    """Several captions for one revision of a post. They change nothing until one is picked."""

    __tablename__ = "option_sheets"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    conversation_id: Mapped[UUID] = link("conversations.id")
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Who asked."""
    thread_id: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(Integer)
    """Of the post, when they were asked for."""
    count: Mapped[int] = mapped_column(SmallInteger)
    request: Mapped[str] = mapped_column(Text, default="")
    """What else was wished of them in words."""
    drafts: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """caption, writer and notes of each, in the order of their numbers; none while they are being written."""
    state: Mapped[OptionsState] = mapped_column(choice(OptionsState), default=OptionsState.OPEN)
    picked: Mapped[int | None] = mapped_column(SmallInteger)
    """Its number, from 1."""
    picked_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Instant)


async def get_options(session: AsyncSession, workspace_id: UUID, sheet_id: UUID, *, lock: bool = False) -> OptionSheet:
    """A sheet of this workspace; raises NotFound."""
    query = select(OptionSheet).where(OptionSheet.workspace_id == workspace_id, OptionSheet.id == sheet_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    sheet = (await session.execute(query)).scalar_one_or_none()
    if sheet is None:
        raise NotFound(GONE)
    return sheet


async def outdate_options(session: AsyncSession, post: Post) -> None:
    """The post has another revision now: options of the one before can no longer be picked, and their card says so."""
    found = await session.execute(
        select(OptionSheet).where(
            OptionSheet.workspace_id == post.workspace_id,
            OptionSheet.post_id == post.id,
            OptionSheet.state == OptionsState.OPEN,
        )
    )
    for sheet in found.scalars():
        sheet.state = OptionsState.OUTDATED
        if sheet.drafts:
            show_options(session, sheet)


def show_options(session: AsyncSession, sheet: OptionSheet) -> None:
    """Draw or redraw their card."""
    notify(session, sheet.workspace_id, sheet.conversation_id, NoticeKind.OPTIONS, subject_id=sheet.id)
