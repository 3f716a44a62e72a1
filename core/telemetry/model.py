"""Rows of telemetry: what happened, how long work took, what workspaces pay and what winning them cost."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, of_workspace, row_id
from core.database import Base

_WAITS = text("waits")


class AnalyticsEvent(Base):
    """Something somebody did with Rite, or Rite did for them: a name, when, whose, and a few numbers and kinds."""

    __tablename__ = "analytics_events"
    __table_args__ = (
        Index("ix_analytics_events_event_at", "event", "at"),
        Index("ix_analytics_events_waits", "workspace_id", postgresql_where=_WAITS, sqlite_where=_WAITS),
    )

    id: Mapped[UUID] = row_id()
    """Also the insert id where it is forwarded to: told twice, it counts once."""
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"), index=True)
    event: Mapped[str] = mapped_column(String(40))
    """One of core/telemetry/names.py."""
    properties: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    waits: Mapped[bool] = mapped_column(Boolean, default=False)
    """To be forwarded, and not in a batch yet."""
    batch_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """With which it is forwarded (core/telemetry/forward.py)."""


class TechnicalHour(Base):
    """How one kind of work did within one hour, all processes together; sums only."""

    __tablename__ = "technical_hours"

    hour: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """One of core/telemetry/measures.py."""
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    done: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    took_ms: Mapped[int] = mapped_column(BigInteger)
    """All of it together."""
    within_100ms: Mapped[int] = mapped_column(Integer)
    within_300ms: Mapped[int] = mapped_column(Integer)
    within_1s: Mapped[int] = mapped_column(Integer)
    within_3s: Mapped[int] = mapped_column(Integer)
    within_10s: Mapped[int] = mapped_column(Integer)
    within_60s: Mapped[int] = mapped_column(Integer)


class UptimeHour(Base):
    """In which minutes of an hour a clock ticked."""

    __tablename__ = "uptime_hours"

    hour: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    minutes: Mapped[int] = mapped_column(BigInteger)
    """One bit for each, the hour's first minute the lowest."""


class PlanChange(Base):
    """From a day on a workspace pays so much a month, for a plan of this name; nothing, when it ends."""

    __tablename__ = "plan_changes"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    plan: Mapped[str] = mapped_column(String(40))
    """Empty: it has none any more."""
    monthly_cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    since: Mapped[date] = mapped_column(Date)
    noted_at: Mapped[datetime] = mapped_column(Instant)


class CustomerChannel(Base):
    """Through what a workspace came to us."""

    __tablename__ = "customer_channels"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    channel: Mapped[str] = mapped_column(String(40))


class AcquisitionSpend(Base):
    """Money spent on a day to win customers through a channel."""

    __tablename__ = "acquisition_spend"

    id: Mapped[UUID] = row_id()
    channel: Mapped[str] = mapped_column(String(40))
    cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    spent_on: Mapped[date] = mapped_column(Date, index=True)
    noted_at: Mapped[datetime] = mapped_column(Instant)
