"""What is kept for those who run Rite: alerts, incidents, checks and measures, for as long as trends need."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, Index, Integer, String, Text, Uuid, delete, false, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, of_workspace, row_id
from core.database import Base
from core.tenancy import ACROSS_WORKSPACES

KEPT = timedelta(days=30)
WORK_KEPT = timedelta(days=2)
_OPEN = text("ended_at IS NULL")


class AlertRow(Base):
    """One alert. It belongs to the workspace whose account it is about, or one of them."""

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_about_at", "about", "at"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    about: Mapped[str] = mapped_column(String(80))
    """What it is about; the same trouble has the same words here."""
    text: Mapped[str] = mapped_column(Text)
    resolved: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """It tells that something is over."""
    task_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The task that was given up, for the buttons beneath."""
    at: Mapped[datetime] = mapped_column(Instant)


class IncidentRow(Base):
    """Trouble of the whole service, from when it was first seen to when it was over."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index("uq_incidents_open", "name", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_incidents_began_at", "began_at"),
    )

    id: Mapped[UUID] = row_id()
    name: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    """What was told."""
    began_at: Mapped[datetime] = mapped_column(Instant)
    well_since: Mapped[datetime | None] = mapped_column(Instant)
    """It looks over, and may come back within moments."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class HealthCheckRow(Base):
    """How one part was when it was looked at."""

    __tablename__ = "health_checks"
    __table_args__ = (Index("ix_health_checks_at", "at"),)

    id: Mapped[UUID] = row_id()
    name: Mapped[str] = mapped_column(String(24))
    well: Mapped[bool] = mapped_column(Boolean)
    took_ms: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)


class SystemMetricsRow(Base):
    """How the service did in one minute."""

    __tablename__ = "system_metrics"
    __table_args__ = (Index("ix_system_metrics_at", "at"),)

    id: Mapped[UUID] = row_id()
    at: Mapped[datetime] = mapped_column(Instant)
    active_users: Mapped[int] = mapped_column(Integer)
    posts_published: Mapped[int] = mapped_column(Integer)
    work_done: Mapped[int] = mapped_column(Integer)
    error_rate: Mapped[float] = mapped_column(Float)
    response_time: Mapped[float] = mapped_column(Float)
    queue_depth: Mapped[int] = mapped_column(Integer)
    queue_wait: Mapped[float] = mapped_column(Float)
    post_late: Mapped[float] = mapped_column(Float)
    tokens_expiring: Mapped[int] = mapped_column(Integer)
    disk_free: Mapped[float] = mapped_column(Float)


class WorkRow(Base):
    """What one process did within some seconds, of one kind."""

    __tablename__ = "work_done"
    __table_args__ = (Index("ix_work_done_at", "at"),)

    id: Mapped[UUID] = row_id()
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(12))
    done: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    took_ms: Mapped[int] = mapped_column(BigInteger)
    """All of it together."""


async def forget_old_alerts(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(AlertRow).where(AlertRow.at < now - KEPT).execution_options(**ACROSS_WORKSPACES))


async def forget_old_health(session: AsyncSession, now: datetime) -> None:
    """Incidents that go on stay."""
    await session.execute(delete(HealthCheckRow).where(HealthCheckRow.at < now - KEPT))
    await session.execute(delete(SystemMetricsRow).where(SystemMetricsRow.at < now - KEPT))
    await session.execute(delete(IncidentRow).where(IncidentRow.ended_at < now - KEPT))
    await session.execute(delete(WorkRow).where(WorkRow.at < now - WORK_KEPT))
