"""What an account's posts came to: as they stand now, and as they stood at some age."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.insights.compare import Outcome, Range, Verdict, against_past, range_of
from core.insights.last_reading import newest_readings
from core.insights.metrics import of_post
from core.insights.model import Insight
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus

LOOKS_BACK = timedelta(days=180)
RIPE = timedelta(days=2)
"""Younger posts are still being seen."""
MOST_POSTS = 1000
MOST_ALIKE = 30
NEARLY = 0.8
"""A number from this part of an age on stands for that age; older ones would make a post look worse than it was."""


@dataclass(frozen=True)
class Known:
    """One number, and from when to when Instagram said so."""

    since: datetime
    until: datetime
    value: int


@dataclass(frozen=True)
class Against:
    """How a post stands against those before it of its account, phase and format, at the same age."""

    verdict: Verdict = Verdict.TOO_FEW
    age: timedelta = timedelta()
    earlier: Range | None = None


def value_at(told: Sequence[Known], published_at: datetime, age: timedelta) -> int | None:
    """The number a post had at an age; None where nobody looked about then. `told` in the order of time."""
    then = published_at + age
    last = next((one for one in reversed(told) if one.since <= then), None)
    if last is None or min(last.until, then) < published_at + NEARLY * age:
        return None
    return last.value


async def outcomes(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[Outcome]:
    """All that is ripe and has a number, the newest first."""
    newest = newest_readings(workspace_id)
    found = await session.execute(
        select(
            Post.account_id,
            Campaign.cadence,
            Post.phase,
            Post.format,
            Post.template,
            Campaign.tone,
            Event.time_zone,
            Post.published_at,
            Insight.metrics,
        )
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .join(newest, newest.c.post_id == Post.id)
        .join(Insight, (Insight.post_id == Post.id) & (Insight.reading == newest.c.reading))
        .where(
            Post.workspace_id == workspace_id,
            Post.status == PostStatus.PUBLISHED,
            Post.published_at.between(now - LOOKS_BACK, now - RIPE),
        )
        .order_by(Post.published_at.desc(), Post.id)
        .limit(MOST_POSTS)
    )
    told = []
    for account, cadence, phase, format_, template, tone, zone, published_at, metrics in found.all():
        reached = of_post("reach", SURFACES[format_], metrics)
        if reached is not None and published_at is not None:
            local = published_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            told.append(Outcome(title_of(cadence, phase, format_), format_, template, tone, local, reached, account))
    return told


async def against_earlier(session: AsyncSession, post: Post) -> Against:
    """Three queries at most, however many came before."""
    if post.published_at is None or post.account_id is None:
        return Against()
    mine = (await _reach_of(session, post.workspace_id, [post.id], post.format)).get(post.id, [])
    if not mine:
        return Against()
    age = mine[-1].until - post.published_at
    before = await _alike(session, post)
    told = await _reach_of(session, post.workspace_id, list(before), post.format)
    values = [value for one, at in before.items() if (value := value_at(told.get(one, ()), at, age)) is not None]
    return Against(against_past(mine[-1].value, values), age, range_of(values))


async def _alike(session: AsyncSession, post: Post) -> Mapping[UUID, datetime]:
    """Those before it of its account, phase and format -> when each went out."""
    assert post.published_at is not None  # noqa: S101 - the caller asked
    found = await session.execute(
        select(Post.id, Post.published_at)
        .where(
            Post.workspace_id == post.workspace_id,
            Post.account_id == post.account_id,
            Post.phase == post.phase,
            Post.format == post.format,
            Post.status == PostStatus.PUBLISHED,
            Post.published_at < post.published_at,
            Post.published_at > post.published_at - LOOKS_BACK,
        )
        .order_by(Post.published_at.desc(), Post.id)
        .limit(MOST_ALIKE)
    )
    return {row.id: row.published_at for row in found if row.published_at is not None}


async def _reach_of(
    session: AsyncSession, workspace_id: UUID, post_ids: Collection[UUID], format_: Format
) -> Mapping[UUID, list[Known]]:
    """Every reading of these posts that tells it, in the order of time."""
    found = await session.execute(
        select(Insight.post_id, Insight.taken_at, Insight.confirmed_at, Insight.metrics)
        .where(Insight.workspace_id == workspace_id, Insight.post_id.in_(post_ids))
        .order_by(Insight.post_id, Insight.reading)
    )
    told: defaultdict[UUID, list[Known]] = defaultdict(list)
    for post_id, taken_at, confirmed_at, metrics in found.all():
        value = of_post("reach", SURFACES[format_], metrics)
        if value is not None:
            told[post_id].append(Known(taken_at, confirmed_at or taken_at, value))
    return told
