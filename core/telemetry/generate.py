"""generate_report: everything that is known about the product, its machinery or its business in some days."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.telemetry.adoption import feature_adoption
from core.telemetry.business import acquisition_cost, churn_by_use, recurring_revenue
from core.telemetry.product import errors_and_retries, posts_per_user, template_popularity, time_to_first_post
from core.telemetry.report import Period, Report, Section
from core.telemetry.technical import (
    api_response_times,
    content_generation,
    instagram_calls,
    job_processing_times,
    publishing_lateness,
)
from core.telemetry.uptime import uptime

Metric = Callable[[AsyncSession, Period], Awaitable[Section]]

METRICS: Mapping[str, Sequence[Metric]] = {
    "product": (posts_per_user, template_popularity, time_to_first_post, errors_and_retries),
    "technical": (
        api_response_times,
        job_processing_times,
        content_generation,
        publishing_lateness,
        instagram_calls,
        uptime,
    ),
    "business": (recurring_revenue, acquisition_cost, feature_adoption, churn_by_use),
}


async def generate_report(session: AsyncSession, kind: str, period: Period) -> Report:
    """All metrics of one kind. Raises NotFound for another."""
    if kind not in METRICS:
        raise NotFound(f"There is no report “{kind[:20]}”. There are {', '.join(METRICS)}.")
    return Report(kind, period, [await metric(session, period) for metric in METRICS[kind]])
