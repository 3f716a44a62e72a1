"""What is kept of designs in chat: where painted ones lie, and what somebody is looking at."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, OrderedJson, link, of_workspace, row_id
from core.database import Base


class PaintedDesign(Base):
    """Where a picture of the library lies once it was painted, by the fingerprint of everything on it.

    It belongs to nobody: whoever would paint the same gets the same.
    """

    __tablename__ = "painted_designs"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    painted_at: Mapped[datetime] = mapped_column(Instant, index=True)


class DesignSheet(Base):
    """What somebody looks at in chat: a numbered sheet of designs, one of them, or one that was sent as a file."""

    __tablename__ = "design_sheets"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    member_id: Mapped[UUID] = link("members.id")
    post_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="CASCADE"))
    """The post that is restyled; None while the library is looked at."""
    thread_id: Mapped[str | None] = mapped_column(String(64))
    asked: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What somebody wants to see (core/designs/sheet.py)."""
    shown: Mapped[dict[str, Any]] = mapped_column(OrderedJson, default=dict)
    """What the message shows: the same, once it is painted, with the designs in the order of their numbers."""
    created_at: Mapped[datetime] = mapped_column(Instant)
