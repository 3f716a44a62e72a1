"""Put an approved post into the schedule."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign, CampaignStatus
from core.errors import NotNow
from core.posts.model import Format, Post, PostStatus, Priority
from core.posts.transitions import move

AHEAD = {
    Format.FEED: timedelta(seconds=90),
    Format.STORY: timedelta(minutes=5),
    Format.CAROUSEL: timedelta(minutes=3),
    Format.REEL: timedelta(minutes=10),
}
"""Containers are made this long before the post is due, so that only publishing is left at the minute.

Pictures ripen within seconds, slides one after the other, videos within minutes; a story may be a video.
"""

EARLY = timedelta(seconds=1.5)
"""A run begins this long before the minute: it looks at everything once more and sends when the minute comes."""
DAY_OF_WINDOW = timedelta(hours=12)


def enter_schedule(post: Post, now: datetime) -> None:
    """The row is the schedule: from `next_at` on, the clock will claim it."""
    move(post, PostStatus.SCHEDULED)
    post.attempt = 0
    post.checks = 0
    post.last_error = None
    post.remedy = None
    post.waits_until = None
    post.outdated = False
    post.next_at = max(now, post.due_at - AHEAD[post.format])
    post.lease_until = None
    post.priority = Priority.DAY_OF if post.not_after - post.due_at <= DAY_OF_WINDOW else Priority.USUAL


async def to_schedule(session: AsyncSession, post: Post, now: datetime) -> None:
    """What was just approved; in a paused campaign it is held with it, and goes once the campaign does."""
    if await is_paused(session, post):
        move(post, PostStatus.HELD)
        post.paused = True
    else:
        enter_schedule(post, now)


async def is_paused(session: AsyncSession, post: Post) -> bool:
    """Whether its whole campaign is paused."""
    found = await session.execute(
        select(Campaign.status).where(Campaign.workspace_id == post.workspace_id, Campaign.id == post.campaign_id)
    )
    return found.scalar_one() is CampaignStatus.PAUSED


async def check_running(session: AsyncSession, post: Post) -> None:
    """Raise NotNow for a post of a paused campaign, which has to be resumed first."""
    if await is_paused(session, post):
        raise NotNow("Its whole campaign is paused. Resume it on the event's card first.")
