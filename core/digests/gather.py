"""Read what is worth telling about a team: what went out and how it did, what comes, what waits for somebody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.approvals.ask import who_may
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.record import record_of
from core.digests.body import LAST_DIGEST, WEEK, YESTERDAY, Body, Countdown, Ending, Told
from core.events.model import Event, EventStatus
from core.insights.metrics import of_post
from core.insights.past import against_earlier
from core.links.queries import clicks_between
from core.posts.media import SURFACES
from core.posts.model import Post, PostStatus
from core.posts.queries import latest_metrics
from core.workspaces.model import Workspace

LOOKS_BACK = timedelta(days=7)
LOOKS_AHEAD = timedelta(days=3)
COUNTED_DOWN = timedelta(days=30)
MOST_COUNTED_DOWN = 2
ENDS_SOON = timedelta(days=3)
"""Before that the account renews its access by itself, or its own warning was enough."""
OPEN = (PostStatus.SCHEDULED, PostStatus.IN_REVIEW, PostStatus.FAILED, PostStatus.UNCONFIRMED)
TOLD = {
    "reach": "reach",
    "likes": "likes",
    "views": "impressions",
    "interactions": "engagement",
    "visits": "profileVisits",
    "taps": "websiteClicks",
}
"""Our fields -> names of core/insights/metrics.py."""


async def gather(
    session: AsyncSession,
    workspace: Workspace,
    now: datetime,
    *,
    zone: str = "",
    weekly: bool = False,
    told_at: datetime | None = None,
) -> Body:
    """Everything worth telling now to somebody who lives in `zone` (the team's unless said).

    told_at: when they were told last, on a day before; what happened since is news even if that is days ago.
    """
    here = ZoneInfo(zone or workspace.time_zone)
    midnight = datetime.combine(now.astimezone(here).date(), time(), here)
    yesterday = midnight - timedelta(days=1)
    since = now - LOOKS_BACK if weekly or told_at is None else max(min(yesterday, told_at), now - LOOKS_BACK)
    until = midnight + (LOOKS_BACK if weekly else timedelta(days=1))
    rows = await posts_of(session, workspace.id, _worth_reading(now))
    late = any(post.published_at and since <= post.published_at < yesterday for post, _, _ in rows)
    span = YESTERDAY if not (weekly or late) else WEEK if weekly or told_at is None else LAST_DIGEST
    clicks = await clicks_between(session, workspace.id, since.replace(minute=0, second=0, microsecond=0), now)
    body = Body(workspace.name, weekly=weekly, since=span, clicks=clicks)
    for post, event, cadence in rows:
        told = _told(post, event, cadence)
        match post.status:
            case PostStatus.PUBLISHED if post.published_at and post.published_at > now - LOOKS_BACK:
                body.live.append(await _with_numbers(session, post, replace(told, new=post.published_at >= since)))
            case PostStatus.SCHEDULED if post.due_at < until:
                body.next.append(told)
            case PostStatus.IN_REVIEW if now < post.due_at < now + LOOKS_AHEAD:
                body.waiting.append(told)
                if post.due_at < until:
                    body.to.extend(str(who.id) for who in await who_may(session, post) if str(who.id) not in body.to)
            case PostStatus.FAILED | PostStatus.UNCONFIRMED:
                body.trouble.append(told)
    body.endings.extend(await _endings(session, workspace.id, now))
    body.countdown.extend(await _countdown(session, workspace.id, now))
    return body


def _worth_reading(now: datetime) -> ColumnElement[bool]:
    """What is live for long, or has failed long ago, is nobody's news."""
    return or_(
        and_(Post.status == PostStatus.PUBLISHED, Post.published_at > now - LOOKS_BACK),
        and_(Post.status.in_(OPEN), Post.not_after > now - LOOKS_BACK),
    )


def _told(post: Post, event: Event, cadence: str) -> Told:
    at = (post.published_at or post.due_at).astimezone(ZoneInfo(event.time_zone))
    return Told(
        title_of(cadence, post.phase, post.format, post.about),
        event.name,
        f"{at:%a} {at.day} {at:%b}, {at:%H:%M}",
        post_id=str(post.id),
        clock=f"{at:%H:%M}",
    )


async def _with_numbers(session: AsyncSession, post: Post, told: Told) -> Told:
    known: dict[str, Any] = dict(known_of(post, await latest_metrics(session, post)))
    told = replace(told, permalink=post.permalink, **known)
    if not told.new or told.reach is None:
        return told
    against = await against_earlier(session, post)
    told = replace(told, verdict=against.verdict.value)
    if against.earlier is None:
        return told
    usual = against.earlier
    return replace(
        told,
        earlier=usual.posts,
        usual=round(usual.middle),
        usual_low=round(usual.low),
        usual_high=round(usual.high),
    )


def known_of(post: Post, metrics: dict[str, int]) -> dict[str, int | None]:
    """What a digest and the totals tell of a post, by their own names."""
    return {ours: of_post(name, SURFACES[post.format], metrics) for ours, name in TOLD.items()}


async def posts_of(
    session: AsyncSession, workspace_id: UUID, *which: ColumnElement[bool]
) -> Sequence[tuple[Post, Event, str]]:
    """Every post with its event and the cadence it is planned by, in the order of time."""
    found = await session.execute(
        select(Post, Event, Campaign.cadence)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == workspace_id, *which)
        .order_by(Post.due_at, Post.id)
    )
    return [(post, event, cadence) for post, event, cadence in found.all()]


async def _endings(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[Ending]:
    found = await session.execute(
        select(Account)
        .where(
            Account.workspace_id == workspace_id,
            (Account.status == AccountStatus.EXPIRED)
            | ((Account.status == AccountStatus.CONNECTED) & (Account.token_expires_at <= now + ENDS_SOON)),
        )
        .order_by(Account.connected_at, Account.id)
    )
    return [Ending(str(one.id), one.username, _days_left(one, now)) for one in found.scalars()]


def _days_left(account: Account, now: datetime) -> int:
    if account.status is AccountStatus.EXPIRED or account.token_expires_at is None:
        return 0
    return max(0, (account.token_expires_at - now).days)


async def _countdown(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[Countdown]:
    """The next events that are promoted, with the first of their goals."""
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == workspace_id,
            Campaign.status == CampaignStatus.ACTIVE,
            Event.status == EventStatus.PLANNED,
            Event.starts_at.between(now, now + COUNTED_DOWN),
        )
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_COUNTED_DOWN)
    )
    return [await _until(session, campaign, event, now) for campaign, event in found.all()]


async def _until(session: AsyncSession, campaign: Campaign, event: Event, now: datetime) -> Countdown:
    zone = ZoneInfo(event.time_zone)
    days = (event.starts_local.date() - now.astimezone(zone).date()).days
    posts = await session.execute(
        select(Post).where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
    )
    progress = (await record_of(session, campaign, posts.scalars().all(), zone)).progress
    if not progress:
        return Countdown(event.name, days)
    first = progress[0]
    return Countdown(event.name, days, first.goal.value, first.wanted, first.so_far, first.measured, first.live)
