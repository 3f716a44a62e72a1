"""A member's recorded decision on one revision."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.approvals.policy import Policy
from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base


class Decision(enum.Enum):
    YES = "yes"
    CHANGES = "changes"
    UNASKED = "unasked"
    """No yes was needed: a rule of this member, an owner, let it through, or somebody's press did (PRESSED)."""


PRESSED = "pressed"
"""The words of a press by somebody whose yes counts only where none is needed."""


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


_OF_CAMPAIGN = text("campaign_id IS NOT NULL")
_OF_TEAM = text("campaign_id IS NULL")


class ApprovalRule(Base):
    """How many yeses posts need: of one campaign, of one phase, or of the whole team; the nearest rule counts."""

    __tablename__ = "approval_rules"
    __table_args__ = (
        Index(
            "uq_approval_rules_campaign",
            "campaign_id",
            unique=True,
            postgresql_where=_OF_CAMPAIGN,
            sqlite_where=_OF_CAMPAIGN,
        ),
        Index(
            "uq_approval_rules_phase",
            "workspace_id",
            "phase",
            unique=True,
            postgresql_where=_OF_TEAM,
            sqlite_where=_OF_TEAM,
        ),
    )

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("campaigns.id", ondelete="CASCADE"))
    phase: Mapped[str] = mapped_column(String(40), default="")
    """Key of a phase; "" for every post."""
    policy: Mapped[Policy] = mapped_column(choice(Policy))
    set_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    set_at: Mapped[datetime] = mapped_column(Instant)
