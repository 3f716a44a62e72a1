"""How what went live in a span of days did: sums, the events, the best and the newest; few questions, however many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.calendar.queries import Choice
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.insights.account_model import AccountDay
from core.insights.metrics import PER_ACCOUNT
from core.insights.model import NewestNumbers
from core.insights.newest import TOLD
from core.posts.model import Post, PostStatus

MOST_EVENTS = 20
MOST_POSTS = 50
MOST_BEST = 10
MOST_CHOICES = 100
Numbers = Mapping[str, int | None]
"""By TOLD's names; None is what Instagram has not given."""
_COLUMNS = [NewestNumbers.__table__.c[name] for name in TOLD]


@dataclass(frozen=True)
class Which:
    """The posts that are asked about."""

    since: datetime
    account_id: UUID | None = None
    campaign_id: UUID | None = None


@dataclass(frozen=True)
class Sums:
    """So many posts, and what is known of all of them together."""

    name: str
    posts: int
    numbers: Numbers


@dataclass(frozen=True)
class Totals:
    """The events are those that reached most."""

    all: Sums
    events: Sequence[Sums]
    more: int
    """Events besides those."""


@dataclass(frozen=True)
class LivePost:
    """A published post."""

    id: UUID
    title: str
    event: str
    published_at: datetime
    numbers: Numbers


@dataclass(frozen=True)
class ReachedDay:
    """How many people an account reached on one of Instagram's days."""

    day: date
    people: int


async def live_totals(session: AsyncSession, workspace_id: UUID, which: Which) -> Totals:
    """One question: each event's sums, and beside each the sums of all of them."""
    sums = [func.sum(column).label(column.name) for column in _COLUMNS]
    each = (
        select(Post.campaign_id, func.count().label("posts"), *sums)
        .outerjoin(NewestNumbers, NewestNumbers.post_id == Post.id)
        .where(*_asked(workspace_id, which))
        .group_by(Post.campaign_id)
        .subquery()
    )
    whole = [func.sum(each.c[name]).over().label(f"all_{name}") for name in ("posts", *TOLD)]
    first = func.coalesce(each.c.reach, -1).desc()
    ranked = (
        select(each, *whole, func.count().over().label("events"))
        .order_by(first, each.c.campaign_id)
        .limit(MOST_EVENTS)
        .subquery()
    )
    found = await session.execute(
        select(ranked, Event.name)
        .join(Campaign, Campaign.id == ranked.c.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id)
        .order_by(func.coalesce(ranked.c.reach, -1).desc(), Event.name, ranked.c.campaign_id)
    )
    rows = found.mappings().all()
    if not rows:
        return Totals(Sums("", 0, dict.fromkeys(TOLD)), (), 0)
    events = [_sums(row["name"], row, "") for row in rows]
    return Totals(_sums("", rows[0], "all_"), events, rows[0]["events"] - len(events))


def _sums(name: str, row: RowMapping, prefix: str) -> Sums:
    numbers = {one: None if (told := row[f"{prefix}{one}"]) is None else int(told) for one in TOLD}
    return Sums(name, int(row[f"{prefix}posts"]), numbers)


def _asked(workspace_id: UUID, which: Which) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [Post.account_id == which.account_id] if which.account_id else []
    narrowed += [Post.campaign_id == which.campaign_id] if which.campaign_id else []
    live = (Post.status == PostStatus.PUBLISHED, Post.published_at >= which.since)
    return [Post.workspace_id == workspace_id, *live, *narrowed]


async def newest_posts(session: AsyncSession, workspace_id: UUID, which: Which) -> list[LivePost]:
    newest = _posts(workspace_id, which).order_by(Post.published_at.desc(), Post.id).limit(MOST_POSTS)
    return await _read(session, newest)


async def best_posts(session: AsyncSession, workspace_id: UUID, which: Which) -> list[LivePost]:
    """Those that reached most; posts whose reach is unknown are no candidates."""
    known = _posts(workspace_id, which).where(NewestNumbers.reach > 0)
    return await _read(session, known.order_by(NewestNumbers.reach.desc(), Post.id).limit(MOST_BEST))


def _posts(workspace_id: UUID, which: Which) -> Select[Any]:
    about = (Post.id, Post.phase, Post.format, Post.about, Post.published_at, Campaign.cadence, Event.name)
    return (
        select(*about, *_COLUMNS)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(NewestNumbers, NewestNumbers.post_id == Post.id)
        .where(*_asked(workspace_id, which))
    )


async def _read(session: AsyncSession, posts: Select[Any]) -> list[LivePost]:
    found = await session.execute(posts)
    return [
        LivePost(
            id=row.id,
            title=title_of(row.cadence, row.phase, row.format, row.about),
            event=row.name,
            published_at=row.published_at,
            numbers={name: getattr(row, name) for name in TOLD},
        )
        for row in found
    ]


async def events_since(session: AsyncSession, workspace_id: UUID, since: datetime) -> list[Choice]:
    """Campaigns by the names of their events, the latest first."""
    found = await session.execute(
        select(Campaign.id, Event.name)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Event.starts_at >= since)
        .order_by(Event.starts_at.desc(), Campaign.id)
        .limit(MOST_CHOICES)
    )
    return [Choice(campaign_id, name) for campaign_id, name in found.all()]


async def reached_by_day(
    session: AsyncSession, workspace_id: UUID, account_id: UUID, since: date
) -> Sequence[ReachedDay]:
    """Days that Instagram told of, the oldest first."""
    found = await session.execute(
        select(AccountDay.day, AccountDay.metrics)
        .where(AccountDay.workspace_id == workspace_id, AccountDay.account_id == account_id, AccountDay.day >= since)
        .order_by(AccountDay.day)
    )
    told = [(day, PER_ACCOUNT["reach"].of(metrics)) for day, metrics in found.all()]
    return [ReachedDay(day, people) for day, people in told if people is not None]
