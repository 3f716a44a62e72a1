"""One change of many posts: what it is about, what was shown before it counted, and what was there before."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base


class BulkKind(enum.Enum):
    """What is done to all of them."""

    APPROVE = "approve"
    HOLD = "hold"
    SHIFT = "shift"
    SKIP = "skip"
    RESUME = "resume"


class BulkChange(Base):
    """Begun by a press or a sentence, previewed, done once or left, undone once or not."""

    __tablename__ = "bulk_changes"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    member_id: Mapped[UUID] = link("members.id")
    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("campaigns.id", ondelete="CASCADE"))
    """The campaign all of them are of; None for what a page of the calendar shows."""
    title: Mapped[str] = mapped_column(String(120), default="")
    """What they are together, for people: an event's name, a week."""
    post_ids: Mapped[list[str]] = mapped_column(Json, default=list)
    kind: Mapped[BulkKind | None] = mapped_column(choice(BulkKind))
    days: Mapped[int] = mapped_column(Integer, default=0)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    shown: Mapped[str | None] = mapped_column(String(64))
    """Fingerprint of the preview that was shown: what is done is that, or it is shown anew."""
    before: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """The posts as they were, and as the change left them (core/bulk/memory.py)."""
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
