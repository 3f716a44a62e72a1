"""A member's recorded decision on one revision."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base


class Decision(enum.Enum):
    YES = "yes"
    CHANGES = "changes"


class Approval(Base):
    """Who said what about which revision; bound to the fingerprint of what they saw."""

    __tablename__ = "approvals"
    __table_args__ = (UniqueConstraint("post_id", "revision", "member_id", "decision"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    revision: Mapped[int] = mapped_column(Integer)
    member_id: Mapped[UUID] = link("members.id")
    decision: Mapped[Decision] = mapped_column(choice(Decision))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(Instant)
