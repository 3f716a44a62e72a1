"""Alerts that were raised, so that the same trouble is told once an hour and can be looked up."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, String, Text, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, of_workspace, row_id
from core.database import Base
from core.tenancy import ACROSS_WORKSPACES

KEPT = timedelta(days=30)


class AlertRow(Base):
    """One alert. It belongs to the workspace whose account it is about, or one of them."""

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_about_at", "about", "at"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    about: Mapped[str] = mapped_column(String(80))
    """What it is about; the same trouble has the same words here."""
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


async def forget_old_alerts(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(AlertRow).where(AlertRow.at < now - KEPT).execution_options(**ACROSS_WORKSPACES))
