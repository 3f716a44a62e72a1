"""What Meta told us: deliveries as they came, the comments in them, and requests to be forgotten."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Delivery(Base):
    """One change of one account as it was delivered. Deliveries repeat; the constraint keeps one of each."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    account_id: Mapped[UUID] = link("accounts.id")
    field: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64))
    """Fingerprint of what it is about (core/callbacks/receive.py)."""
    value: Mapped[dict[str, Any]] = mapped_column(Json)
    """What was said; emptied once it was handled."""
    happened_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    handled_at: Mapped[datetime | None] = mapped_column(Instant)


class Comment(Base):
    """What somebody said under a post of ours, or where they mentioned the account (post_id is None elsewhere)."""

    __tablename__ = "comments"
    __table_args__ = (UniqueConstraint("account_id", "instagram_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    account_id: Mapped[UUID] = link("accounts.id")
    post_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    instagram_id: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[str] = mapped_column(String(40), default="")
    """The comment it answers; empty for a comment of its own."""
    username: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    """A stranger's words; empty where Instagram only says that there are some."""
    mention: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime | None] = mapped_column(Instant)


class DeletionRequest(Base):
    """Somebody's wish to be forgotten; says nothing about who it was, for that is forgotten."""

    __tablename__ = "deletion_requests"

    id: Mapped[UUID] = row_id()
    code: Mapped[str] = mapped_column(String(32), unique=True)
    asked_with: Mapped[str] = mapped_column(String(64), unique=True)
    """Fingerprint of the signed request: the same one sent again gets the same answer."""
    erased: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    received_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
