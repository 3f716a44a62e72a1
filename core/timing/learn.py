"""Read what is known of accounts' good hours: their followers' hours, and what their past posts came to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.events.model import Event
from core.insights.account_model import Audience
from core.insights.last_reading import newest_readings
from core.insights.metrics import of_post
from core.insights.model import Insight
from core.posts.media import SURFACES
from core.posts.model import Post, PostStatus
from core.timing.knowledge import Knowledge, knowledge
from core.timing.record import Result

LOOKS_BACK = timedelta(days=180)
"""What was a year ago says little about whoever follows today."""
RIPE = timedelta(days=1)
"""Younger posts are still being seen."""
MOST_POSTS = 1000


@dataclass
class Learned:
    """What is stored of some accounts; knowledge is made of it once for each account, zone and genre."""

    online: Mapping[UUID, Mapping[str, int]]
    results: Mapping[UUID, list[Result]]
    _made: dict[tuple[UUID, str, str], Knowledge] = field(default_factory=dict)

    def of(self, account_id: UUID, zone: str, genre: str = "") -> Knowledge:
        key = (account_id, zone, genre)
        if key not in self._made:
            told, results = self.online.get(account_id, {}), self.results.get(account_id, [])
            self._made[key] = knowledge(told, results, zone, genre)
        return self._made[key]


async def learn(session: AsyncSession, workspace_id: UUID, account_ids: Collection[UUID], now: datetime) -> Learned:
    """Two queries, however many accounts and posts."""
    told = await session.execute(
        select(Audience.account_id, Audience.online).where(
            Audience.workspace_id == workspace_id, Audience.account_id.in_(account_ids)
        )
    )
    online = {row.account_id: row.online for row in told.all()}
    return Learned(online, await _results(session, workspace_id, account_ids, now))


async def _results(
    session: AsyncSession, workspace_id: UUID, account_ids: Collection[UUID], now: datetime
) -> dict[UUID, list[Result]]:
    newest = newest_readings(workspace_id)
    found = await session.execute(
        select(Post.account_id, Post.published_at, Post.format, Event.time_zone, Insight.metrics)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .join(newest, newest.c.post_id == Post.id)
        .join(Insight, (Insight.post_id == Post.id) & (Insight.reading == newest.c.reading))
        .where(
            Post.workspace_id == workspace_id,
            Post.account_id.in_(account_ids),
            Post.status == PostStatus.PUBLISHED,
            Post.published_at.between(now - LOOKS_BACK, now - RIPE),
        )
        .order_by(Post.published_at.desc(), Post.id)
        .limit(MOST_POSTS)
    )
    results: defaultdict[UUID, list[Result]] = defaultdict(list)
    for account_id, published_at, format_, zone, metrics in found.all():
        reached = of_post("reach", SURFACES[format_], metrics)
        if reached is not None and account_id is not None and published_at is not None:
            local = published_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            results[account_id].append(Result(local, format_, reached))
    return results
