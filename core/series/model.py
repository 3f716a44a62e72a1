"""A series: one event again and again, by a rule of its days."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, SmallInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base


class Step(enum.Enum):
    WEEKS = "weeks"
    MONTHS = "months"


class Series(Base):
    """When it comes again (core/series/recurrence.py), and how far people were asked about it."""

    __tablename__ = "series"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    """Where the next one is asked about."""
    name: Mapped[str] = mapped_column(String(120))
    latest_campaign_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("campaigns.id", ondelete="SET NULL"))
    """The last one that was set up: what the next one takes over from."""
    anchor: Mapped[date] = mapped_column(Date)
    """The local date of that one; every second Friday counts from it."""
    step: Mapped[Step] = mapped_column(choice(Step))
    every: Mapped[int] = mapped_column(SmallInteger, default=1)
    weekday: Mapped[int] = mapped_column(SmallInteger)
    nth: Mapped[int] = mapped_column(SmallInteger, default=0)
    starts: Mapped[str] = mapped_column(String(5))
    """Wall time at the venue, "22:00"."""
    time_zone: Mapped[str] = mapped_column(String(60))
    weeks_ahead: Mapped[int] = mapped_column(SmallInteger)
    """So long before, people are asked."""
    skipped: Mapped[list[str]] = mapped_column(Json, default=list)
    """ISO dates on which it does not take place."""
    asked_for: Mapped[date | None] = mapped_column(Date)
    """The date that was asked about last: each is asked about once."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Instant)
