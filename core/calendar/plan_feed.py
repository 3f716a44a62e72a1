"""What a link shows: the team's events and their posts, from a quarter of a year ago on."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.calendar.ics import POST_TAKES, Entry, event_id, post_id, written
from core.calendar.model import CalendarFeed
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event, EventStatus
from core.events.moments import to_utc
from core.posts.model import Post, PostStatus
from core.posts.transitions import IN_WORDS
from core.workspaces.members import get_workspace

LOOKS_BACK = timedelta(days=92)
USUAL_LENGTH = timedelta(hours=4)
MOST = 5_000
_SURE = (PostStatus.APPROVED, PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.PUBLISHED)
_OVER = (PostStatus.CANCELLED, PostStatus.EXPIRED)


async def plan_as_ics(session: AsyncSession, feed: CalendarFeed, now: datetime) -> str:
    workspace = await get_workspace(session, feed.workspace_id)
    since = now - LOOKS_BACK
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == feed.workspace_id, Event.starts_at > since)
        .order_by(Event.starts_at, Event.id)
        .limit(MOST)
    )
    events = [_of_event(event) for _, event in found.all()]
    posts = await session.execute(
        select(Post, Campaign, Event, Account)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Post.account_id)
        .where(Post.workspace_id == feed.workspace_id, Post.due_at > since)
        .order_by(Post.due_at, Post.id)
        .limit(MOST)
    )
    entries = [*events, *(_of_post(post, campaign, event, account) for post, campaign, event, account in posts.all())]
    return written(f"{workspace.name} on Instagram", entries)


def _of_event(event: Event) -> Entry:
    ends = to_utc(event.ends_local, event.time_zone) if event.ends_local else event.starts_at + USUAL_LENGTH
    return Entry(
        id=event_id(event.id),
        summary=event.name,
        starts_at=event.starts_at,
        ends_at=max(ends, event.starts_at + POST_TAKES),
        stamp=event.created_at,
        status="CANCELLED" if event.status is EventStatus.CANCELLED else "CONFIRMED",
        location=", ".join(part for part in (event.venue, event.city) if part),
        description=", ".join(event.lineup),
        url=event.ticket_link,
        busy=True,
    )


def _of_post(post: Post, campaign: Campaign, event: Event, account: Account | None) -> Entry:
    title = title_of(campaign.cadence, post.phase, post.format, post.about)
    at = post.published_at or post.due_at
    state = IN_WORDS[post.status]
    about = [f"{title} for {event.name}: {state}."]
    about += [f"Instagram: @{account.username}"] if account else []
    return Entry(
        id=post_id(post.id),
        summary=f"{title}, {event.name} ({state})",
        starts_at=at,
        ends_at=at + POST_TAKES,
        stamp=campaign.created_at,
        status="CONFIRMED" if post.status in _SURE else "CANCELLED" if post.status in _OVER else "TENTATIVE",
        sequence=post.revision,
        description="\n".join(about),
        url=post.permalink or "",
    )
