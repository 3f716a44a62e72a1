"""A member's recorded decision on one revision."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base


class Decision(enum.Enum):
    YES = "yes"
    CHANGES = "changes"


_STANDING = text("decision = 'yes' AND withdrawn_at IS NULL")


class Approval(Base):
    """Who said what about which revision; bound to the fingerprint of what they saw. Kept when it counts no longer."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index(
            "uq_approvals_standing_yes",
            "post_id",
            "revision",
            "member_id",
            unique=True,
            postgresql_where=_STANDING,
            sqlite_where=_STANDING,
        ),
    )

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    revision: Mapped[int] = mapped_column(Integer)
    member_id: Mapped[UUID] = link("members.id")
    decision: Mapped[Decision] = mapped_column(choice(Decision))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since then the yes counts no longer: the post was changed, or somebody took it back."""
    taken_back_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Who took it back on purpose; nobody where a change made it void."""
