"""Every number of a post by the name people know it by, Instagram's and our own clicks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.errors import NotFound
from core.events.model import Event
from core.insights.last_reading import newest_readings
from core.insights.metrics import PER_POST, of_post
from core.insights.model import Insight
from core.links.queries import clicks_by_phase
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus

CLICKS = "clicks"
"""On the short link of a post's phase: ours, not Instagram's, and one number for all posts of a phase."""
METRICS = (*PER_POST, CLICKS)


@dataclass(frozen=True)
class PostPerformance:
    """One live post. A number is None where Instagram has not told, or tells none of its kind.

    at_local: wall time at the venue; told_at: when Instagram last said so; clicks: of its phase, None without a link.
    """

    id: UUID
    campaign_id: UUID
    account_id: UUID | None
    event: str
    title: str
    phase: str
    """Its key in the plan."""
    format: Format
    template: str
    account: str
    at: datetime
    at_local: datetime
    permalink: str | None
    numbers: Mapping[str, int | None]
    """By the names of core/insights/metrics.py."""
    told_at: datetime | None
    clicks: int | None = None

    def value(self, metric: str) -> int | None:
        return self.clicks if metric == CLICKS else self.numbers[metric]


async def get_post_performance(session: AsyncSession, workspace_id: UUID, post_id: UUID) -> PostPerformance:
    """How one post does, as it stands now. Raises NotFound for one that is not live."""
    found = await performances(session, workspace_id, Post.id == post_id)
    if not found:
        raise NotFound("That post is not live, so there are no numbers of it.")
    return found[0]


async def performances(
    session: AsyncSession, workspace_id: UUID, *which: ColumnElement[bool]
) -> Sequence[PostPerformance]:
    """Of every live post that is meant, in the order of time: two queries, however many there are."""
    chosen = (Post.workspace_id == workspace_id, Post.status == PostStatus.PUBLISHED, *which)
    newest = newest_readings(workspace_id, Insight.post_id.in_(select(Post.id).where(*chosen)))
    found = await session.execute(
        select(
            Post.id,
            Post.campaign_id,
            Post.account_id,
            Post.phase,
            Post.format,
            Post.about,
            Post.template,
            Post.permalink,
            Post.published_at,
            Post.due_at,
            Campaign.cadence,
            Event.name,
            Event.time_zone,
            Account.username,
            Insight.metrics,
            Insight.taken_at,
            Insight.confirmed_at,
        )
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Post.account_id)
        .outerjoin(newest, newest.c.post_id == Post.id)
        .outerjoin(Insight, (Insight.post_id == Post.id) & (Insight.reading == newest.c.reading))
        .where(*chosen)
        .order_by(Post.published_at, Post.id)
    )
    rows = found.all()
    clicks = await clicks_by_phase(session, workspace_id, {row.campaign_id for row in rows}) if rows else {}
    return [_performance(row, clicks.get((row.campaign_id, row.phase))) for row in rows]


def _performance(row: Any, clicks: int | None) -> PostPerformance:
    at = row.published_at or row.due_at
    metrics = row.metrics or {}
    return PostPerformance(
        id=row.id,
        campaign_id=row.campaign_id,
        account_id=row.account_id,
        event=row.name,
        title=title_of(row.cadence, row.phase, row.format, row.about),
        phase=row.phase,
        format=row.format,
        template=row.template,
        account=f"@{row.username}" if row.username else "",
        at=at,
        at_local=at.astimezone(ZoneInfo(row.time_zone)).replace(tzinfo=None),
        permalink=row.permalink,
        numbers={name: of_post(name, SURFACES[row.format], metrics) for name in PER_POST},
        told_at=row.confirmed_at or row.taken_at,
        clicks=clicks,
    )
