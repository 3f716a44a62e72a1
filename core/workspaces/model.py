"""Workspace, member, chat identity, invite."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.authorization.check import may
from core.authorization.table import Right, Role
from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base

__all__ = ["Identity", "Invite", "Member", "Platform", "Role", "Workspace"]


class Platform(enum.Enum):
    """A house people chat in."""

    SLACK = "slack"
    TELEGRAM = "telegram"


class Workspace(Base):
    """A tenant: one team with its people, accounts and events."""

    __tablename__ = "workspaces"

    id: Mapped[UUID] = row_id()
    name: Mapped[str] = mapped_column(String(120))
    slack_team: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Slack's team id when the workspace lives in Slack."""
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    language: Mapped[str] = mapped_column(String(8), default="en")
    digest_hour: Mapped[int] = mapped_column(Integer, default=9)
    comments_in_chat: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether what people write under the posts is told in the campaign's conversation."""
    model_budget: Mapped[int | None] = mapped_column(BigInteger)
    """What models may cost in a month, in millionths of a US dollar; None: what whoever runs Rite has set for all."""
    preferred_design: Mapped[str] = mapped_column(String(60), default="")
    """The template new posts get wherever it suits; empty: the one that suits best."""
    usual_plan: Mapped[str] = mapped_column(String(40), default="")
    """The plan new events get unless somebody picks another one: a cadence's key, or the id of the team's own."""
    hashtags_most: Mapped[int | None] = mapped_column(Integer)
    """At most so many on a post; None leaves it to the installation (core/hashtags/rules.py)."""
    hashtags_in_comment: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether hashtags stand in the first comment instead of the caption."""
    gap_of_event_hours: Mapped[int] = mapped_column(Integer, default=36)
    """The least time between two feed posts for the same event."""
    gap_of_account_hours: Mapped[int] = mapped_column(Integer, default=3)
    """The least time between two feed posts on the same account."""
    proposes_times: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether better hours are proposed once a week (core/timing/optimize.py)."""
    times_looked_at: Mapped[date | None] = mapped_column(Date)
    """The day, in the team's zone, on which better hours were looked for last."""
    last_call: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a minute before a post leaves it is said, with a button that stops it (core/posts/last_call.py)."""
    telemetry: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether what is done here may be counted by services outside, where some are set up (core/telemetry)."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class Member(Base):
    """A person in a workspace."""

    __tablename__ = "members"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(choice(Role))
    time_zone: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8), default="en")
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    away_until: Mapped[datetime | None] = mapped_column(Instant)
    deputy_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Who says yes in their stead until then (core/workspaces/away.py)."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    deactivated_in_slack: Mapped[bool] = mapped_column(Boolean, default=False)
    """They left because Slack deactivated them, and come back when Slack lets them (core/workspaces/leaving.py)."""

    away = False
    """Whether they are away now; known of people that `members` has read."""
    stands_in = False
    """Whether they say yes for somebody who is away now; known as above."""

    @property
    def may_approve(self) -> bool:
        """By their role, or for somebody who is away."""
        return may(self, Right.APPROVE)


class Identity(Base):
    """Who a member is on one chat platform."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("platform", "team", "external_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(40), default="")
    """Slack's team id; empty on Telegram."""
    external_id: Mapped[str] = mapped_column(String(64))


class Invite(Base):
    """A one-time link that joins a chat identity to a workspace; only its hash is kept."""

    __tablename__ = "invites"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="CASCADE"))
    """Set when the link joins a further identity to a person we already know."""
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
