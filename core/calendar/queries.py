"""Read a page of the calendar. Times are the reader's; the venue's own go with them where its zone differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.calendar.look import OF_GROUP, Group, Look, Span
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event, EventStatus
from core.events.moments import evening_of, to_local
from core.posts.model import Format, Post, PostStatus
from core.timing.clashes import MOVABLE
from core.timing.moves import AHEAD, find_moves

MOST_CHOICES = 8


@dataclass(frozen=True)
class PlannedPost:
    id: UUID
    campaign_id: UUID
    title: str
    event: str
    account: str
    format: Format
    status: PostStatus
    due_at: datetime
    at: datetime
    """Wall time of the reader."""
    there: datetime
    """Wall time at the venue."""
    zone: str
    permalink: str | None
    beside: UUID | None
    """The post this is the story of."""
    revision: int = 0
    """The version it is in now."""
    better: datetime | None = None
    """When it would do better, by what was learned of its account; wall time of the reader."""


@dataclass(frozen=True)
class PlannedEvent:
    campaign_id: UUID
    name: str
    venue: str
    at: datetime
    there: datetime
    zone: str
    cancelled: bool


@dataclass(frozen=True)
class Choice:
    """Something the page can be narrowed to."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Calendar:
    """posts and events are in the order of their times; `ever` tells whether the team has any event at all."""

    look: Look
    zone: str
    today: date
    posts: tuple[PlannedPost, ...]
    events: tuple[PlannedEvent, ...]
    accounts: tuple[Choice, ...]
    campaigns: tuple[Choice, ...]
    about: str
    """Name of the account or the event it is narrowed to."""
    ever: bool
    next_day: date | None
    """When the next thing after this page is planned, where nothing on the page is still to come."""


async def calendar_of(session: AsyncSession, workspace_id: UUID, look: Look, zone: str, now: datetime) -> Calendar:
    """Everything on one page. An account or an event that is no longer there narrows it to nothing."""
    begins, ends = _instant(look.first, zone), _instant(look.last + timedelta(days=1), zone)
    narrowed = _narrowed(look)
    planned = await _posts(session, workspace_id, narrowed, Post.due_at >= begins, Post.due_at < ends)
    posts = [row for row in planned if row[0].status in OF_GROUP[look.group]]
    better = await _better_hours(session, workspace_id, [row[0] for row in posts], now)
    events = [] if look.group is not Group.ALL else await _events(session, workspace_id, narrowed, begins, ends)
    accounts = await accounts_of(session, workspace_id)
    about = await _about(session, workspace_id, look, accounts)
    over = all(row[0].due_at < now for row in posts) and all(event.starts_at < now for _, event in events)
    named = {row[1].id: Choice(row[1].id, row[2].name) for row in planned}
    named |= {campaign.id: Choice(campaign.id, event.name) for campaign, event in events}
    return Calendar(
        look=look,
        zone=zone,
        today=to_local(now, zone).date(),
        posts=tuple(_post(*row, zone, better.get(row[0].id)) for row in posts),
        events=tuple(_event(campaign, event, zone) for campaign, event in events),
        accounts=accounts,
        campaigns=tuple(named.values())[:MOST_CHOICES],
        about=about,
        ever=await _any_event(session, workspace_id),
        next_day=await _next(session, workspace_id, narrowed, ends, zone) if over else None,
    )


async def calendar_ahead(session: AsyncSession, workspace_id: UUID, look: Look, zone: str, now: datetime) -> Calendar:
    """As `calendar_of`; where nothing more is planned this month, the month in which the plan goes on."""
    calendar = await calendar_of(session, workspace_id, look, zone, now)
    day = soonest(calendar)
    if look.span is not Span.MONTH or not look.within(calendar.today) or look.within(day):
        return calendar
    return await calendar_of(session, workspace_id, replace(look, day=day), zone, now)


def soonest(calendar: Calendar) -> date:
    """The day of what comes next; today where nothing does."""
    planned = [post.at.date() for post in calendar.posts] + [event.at.date() for event in calendar.events]
    return min([day for day in planned if day >= calendar.today], default=calendar.next_day or calendar.today)


def _instant(day: date, zone: str) -> datetime:
    """The beginning of a day; where the clocks skip midnight, the first moment after."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def _narrowed(look: Look) -> ColumnElement[bool]:
    if look.campaign_id:
        return Campaign.id == look.campaign_id
    return Campaign.account_id == look.account_id if look.account_id else true()


async def _posts(
    session: AsyncSession, workspace_id: UUID, *which: ColumnElement[bool]
) -> Sequence[tuple[Post, Campaign, Event, Account | None]]:
    found = await session.execute(
        select(Post, Campaign, Event, Account)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Post.account_id)
        .where(Post.workspace_id == workspace_id, *which)
        .order_by(Post.due_at, Post.id)
    )
    return [(post, campaign, event, account) for post, campaign, event, account in found.all()]


async def _events(
    session: AsyncSession, workspace_id: UUID, narrowed: ColumnElement[bool], begins: datetime, ends: datetime
) -> Sequence[tuple[Campaign, Event]]:
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, narrowed)
        .where(Event.starts_at >= begins, Event.starts_at < ends + timedelta(hours=6))
        .order_by(Event.starts_at, Event.id)
    )
    return [(campaign, event) for campaign, event in found.all()]


async def _better_hours(
    session: AsyncSession, workspace_id: UUID, posts: Sequence[Post], now: datetime
) -> Mapping[UUID, datetime]:
    """Only what was learned of an account: a page has no room to say how little a guess knows."""
    ahead = {post.id for post in posts if now < post.due_at <= now + AHEAD and post.status in MOVABLE}
    moves = await find_moves(session, workspace_id, now, only_learned=True) if ahead else []
    return {move.post.id: move.better.due_at for move in moves if move.post.id in ahead}


def _post(
    post: Post, campaign: Campaign, event: Event, account: Account | None, zone: str, better: datetime | None
) -> PlannedPost:
    went = post.published_at if post.status is PostStatus.PUBLISHED else None
    at = went or post.due_at
    return PlannedPost(
        id=post.id,
        campaign_id=campaign.id,
        title=title_of(campaign.cadence, post.phase, post.format, post.about),
        event=event.name,
        account=f"@{account.username}" if account else "",
        format=post.format,
        status=post.status,
        due_at=post.due_at,
        at=to_local(at, zone),
        there=to_local(at, event.time_zone),
        zone=event.time_zone,
        permalink=post.permalink,
        beside=post.story_of_id,
        revision=post.revision,
        better=to_local(better, zone) if better else None,
    )


def _event(campaign: Campaign, event: Event, zone: str) -> PlannedEvent:
    return PlannedEvent(
        campaign_id=campaign.id,
        name=event.name,
        venue=event.venue,
        at=to_local(event.starts_at, zone),
        there=event.starts_local,
        zone=event.time_zone,
        cancelled=event.status is EventStatus.CANCELLED,
    )


def evening(event: PlannedEvent) -> date:
    """A night that starts at half past twelve belongs to the evening before."""
    return evening_of(event.at)


async def accounts_of(session: AsyncSession, workspace_id: UUID) -> tuple[Choice, ...]:
    found = await session.execute(
        select(Account.id, Account.username).where(Account.workspace_id == workspace_id).order_by(Account.username)
    )
    return tuple(Choice(account_id, f"@{name}") for account_id, name in found.all())


async def _about(session: AsyncSession, workspace_id: UUID, look: Look, accounts: Sequence[Choice]) -> str:
    if look.account_id:
        return next((one.name for one in accounts if one.id == look.account_id), "")
    if look.campaign_id is None:
        return ""
    found = await session.execute(
        select(Event.name)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == look.campaign_id)
    )
    return found.scalar_one_or_none() or ""


async def _any_event(session: AsyncSession, workspace_id: UUID) -> bool:
    found = await session.execute(select(Campaign.id).where(Campaign.workspace_id == workspace_id).limit(1))
    return found.first() is not None


async def _next(
    session: AsyncSession, workspace_id: UUID, narrowed: ColumnElement[bool], ends: datetime, zone: str
) -> date | None:
    found = await session.execute(
        select(Post.due_at)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .where(Post.workspace_id == workspace_id, narrowed, Post.due_at >= ends)
        .order_by(Post.due_at)
        .limit(1)
    )
    due: datetime | None = found.scalar_one_or_none()
    return to_local(due, zone).date() if due else None


async def choices(
    session: AsyncSession, workspace_id: UUID, now: datetime
) -> tuple[Sequence[Choice], Sequence[Choice]]:
    """Accounts, and campaigns of events to come or of late, the next one first."""
    found = await session.execute(
        select(Campaign.id, Event.name)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Event.starts_at > now - timedelta(days=14))
        .order_by(Event.starts_at)
    )
    campaigns = [Choice(campaign_id, name) for campaign_id, name in found.all()]
    return await accounts_of(session, workspace_id), campaigns
