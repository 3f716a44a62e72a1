"""A series goes on from where its last one takes place by now: a moved evening is not asked about once more."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.series.model import Series
from core.series.recurrence import Recurrence, last_date


async def follow_event(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, day: date) -> None:
    """The rhythm stays: every second Friday is counted as before, and goes on after the new day.

    Where it moved to an earlier day, the one it was meant for is over all the same.
    """
    found = await session.execute(
        select(Series)
        .where(Series.workspace_id == workspace_id, Series.latest_campaign_id == campaign_id)
        .with_for_update()
    )
    for series in found.scalars():
        rule = Recurrence(series.step, series.weekday, series.every, series.nth)
        series.anchor = last_date(rule, series.anchor, day) or series.anchor
