"""Numbers: of a post, of accounts, of a campaign, of any days; and the hours that are good."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query
from sqlalchemy.ext.asyncio import AsyncSession

from bot.web.api import insight_shapes as shapes
from bot.web.api.asked import Asked
from bot.web.api.routing import Asks, router
from bot.web.api.shapes import Day
from core.insights.report import event_report
from core.reports.accounts import get_user_insights
from core.reports.generate import generate_report
from core.reports.performance import METRICS, get_post_performance
from core.reports.span import Named, Span, named_span, span_of
from core.timing.optimal import best_times

insights = router("insights")
First = Annotated[Day | None, Query(description="First day, as the team's calendar has it.")]
Last = Annotated[Day | None, Query(description="Last day, included.")]
Days = Annotated[Named, Query(description="Days by their name, where `first` and `last` name none.")]


@insights.get("/posts/{post_id}/performance", operation_id="getPostPerformance")
async def post_performance(asks: Asks, post_id: UUID) -> shapes.PostPerformance:
    """How a live post does, by all numbers Instagram has told by now; null where it has not, or tells none."""
    found = await asks.read(lambda session: get_post_performance(session, asks.workspace_id, post_id))
    return shapes.performance(found)


@insights.get("/insights/accounts", operation_id="getUserInsights")
async def user_insights(
    asks: Asks, first: First = None, last: Last = None, days: Days = Named.LAST_30_DAYS
) -> list[shapes.UserInsights]:
    """How each connected account did within some days, and who it reaches."""
    span, zone = _span(asks, first, last, days), asks.holder.workspace.time_zone
    found = await asks.read(lambda session: get_user_insights(session, asks.workspace_id, span, zone))
    return [shapes.account(one) for one in found]


@insights.get("/campaigns/{campaign_id}/report", operation_id="getCampaignReport")
async def campaign_report(asks: Asks, campaign_id: UUID) -> shapes.CampaignReport:
    """Which phase and which post of an event reached whom."""
    found = await asks.read(lambda session: event_report(session, asks.workspace_id, campaign_id))
    return shapes.campaign(found)


@insights.get("/insights/report", operation_id="generateReport")
async def report(
    asks: Asks,
    first: First = None,
    last: Last = None,
    days: Days = Named.LAST_30_DAYS,
    metrics: Annotated[list[str] | None, Query(max_length=len(METRICS), description=", ".join(METRICS))] = None,
) -> shapes.Report:
    """What some days came to, how many posts each number is of, and against the time before."""
    span = _span(asks, first, last, days)

    async def look(session: AsyncSession) -> shapes.Report:
        now = asks.services.clock.now()
        return shapes.report(await generate_report(session, asks.holder.workspace, span, metrics or (), now))

    return await asks.read(look)


@insights.get("/insights/best-hours", operation_id="getOptimalPostingTimes")
async def best_hours(asks: Asks) -> list[shapes.BestHours]:
    """The best hours of a week for each connected account, in the team's time zone."""
    zone, now = asks.holder.workspace.time_zone, asks.services.clock.now()
    found = await asks.read(lambda session: best_times(session, asks.workspace_id, zone, now))
    return [shapes.hours(account, zone, times) for account, times in found]


def _span(asks: Asked, first: date | None, last: date | None, days: Named) -> Span:
    """Raises InvalidAnswer."""
    today = _today(asks.services.clock.now(), asks.holder.workspace.time_zone)
    if first is None and last is None:
        return named_span(days, today)
    return span_of(first or last or today, last or today, today)


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
