"""Ask about the next one some weeks ahead, once for each date. Nothing is set up without a press."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.series.model import Series
from core.series.set_up import coming, today_of
from core.tenancy import ACROSS_WORKSPACES


async def propose(session: AsyncSession, now: datetime) -> int:
    """Every series whose next date is near enough and was not asked about yet; returns how many."""
    found = await session.execute(
        select(Series)
        .where(Series.active, Series.latest_campaign_id.is_not(None))
        .order_by(Series.created_at, Series.id)
        .with_for_update(skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    asked = 0
    for series in found.scalars():
        today = today_of(series, now)
        day = coming(series, today)
        if day is None or day == series.asked_for or day - today > timedelta(weeks=series.weeks_ahead):
            continue
        series.asked_for = day
        place, about = series.conversation_id, {"day": day.isoformat()}
        notify(session, series.workspace_id, place, NoticeKind.SERIES, subject_id=series.id, **about)
        asked += 1
    return asked
