"""Who is who on Instagram, and who was asked to share a post."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base


class Person(Base):
    """A name of a workspace's events and the account behind it."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    name: Mapped[str] = mapped_column(String(120))
    """As it was written last."""
    key: Mapped[str] = mapped_column(String(120))
    """The name made comparable (core/people/names.py)."""
    handle: Mapped[str] = mapped_column(String(30))
    """Without "@"; empty once somebody took it away."""
    found: Mapped[bool | None] = mapped_column(Boolean)
    """Whether Instagram knows it; None while nobody could ask."""
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Promoter(Base):
    """Who presents an event besides its team."""

    __tablename__ = "promoters"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    event_id: Mapped[UUID] = link("events.id")
    person_id: Mapped[UUID] = link("people.id")


class InviteState(enum.Enum):
    """How an account that was asked to share a post has answered."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    GONE = "gone"
    """It is not among those who were asked any more."""


class Collaboration(Base):
    """One account that was asked to share one live post."""

    __tablename__ = "collaborations"
    __table_args__ = (UniqueConstraint("post_id", "username"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    username: Mapped[str] = mapped_column(String(30))
    state: Mapped[InviteState] = mapped_column(choice(InviteState))
    nudged_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the team was told that it has not accepted; once."""
    read_at: Mapped[datetime] = mapped_column(Instant)
