"""How long telemetry is kept: over a year, so that a month can be held against the same one a year before."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from core.telemetry.model import AnalyticsEvent, TechnicalHour, UptimeHour
from core.tenancy import ACROSS_WORKSPACES

KEPT = timedelta(days=400)


async def forget_old_telemetry(session: AsyncSession, now: datetime) -> None:
    """What workspaces pay and what was spent stays: books are kept longer."""
    old = delete(AnalyticsEvent).where(AnalyticsEvent.at < now - KEPT)
    await session.execute(old.execution_options(**ACROSS_WORKSPACES))
    await session.execute(delete(TechnicalHour).where(TechnicalHour.hour < now - KEPT))
    await session.execute(delete(UptimeHour).where(UptimeHour.hour < now - KEPT))
