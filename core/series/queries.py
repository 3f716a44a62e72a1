"""A series, and the question about its next date, as values to show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.series.last_time import Worked, last_time
from core.series.model import Series
from core.series.set_up import coming, get_series, rule_of, starts_on, today_of


@dataclass(frozen=True)
class SeriesView:
    """next_local: wall time at the venue; None when every date ahead is left out."""

    id: UUID
    name: str
    rule: str
    next_local: datetime | None
    zone: str
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True)
class ProposalView:
    """The question about one date. last_*: what the last one said, so that it can be asked about."""

    series_id: UUID
    campaign_id: UUID
    name: str
    rule: str
    starts_local: datetime
    zone: str
    last_lineup: tuple[str, ...] = ()
    last_price: str = ""
    last_link: str = ""
    worked: Worked | None = None


async def series_views(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[SeriesView]:
    """Every series that goes on, the oldest first."""
    found = await session.execute(
        select(Series).where(Series.workspace_id == workspace_id, Series.active).order_by(Series.created_at, Series.id)
    )
    return [_view(series, now) for series in found.scalars()]


def _view(series: Series, now: datetime) -> SeriesView:
    today = today_of(series, now)
    day = coming(series, today)
    ahead = tuple(date.fromisoformat(one) for one in series.skipped if one >= today.isoformat())
    next_local = starts_on(series, day) if day else None
    return SeriesView(series.id, series.name, str(rule_of(series)), next_local, series.time_zone, ahead)


async def proposal_view(session: AsyncSession, workspace_id: UUID, series_id: UUID, day: date) -> ProposalView:
    """Raises NotFound, and NotNow for a series that has ended."""
    series = await get_series(session, workspace_id, series_id)
    assert series.latest_campaign_id is not None  # noqa: S101 - only such series are asked about
    last = await last_time(session, workspace_id, series.latest_campaign_id)
    return ProposalView(
        series_id=series.id,
        campaign_id=series.latest_campaign_id,
        name=series.name,
        rule=str(rule_of(series)),
        starts_local=starts_on(series, day),
        zone=series.time_zone,
        last_lineup=tuple(last.event.lineup),
        last_price=last.event.price,
        last_link=last.event.ticket_link,
        worked=last.worked,
    )
