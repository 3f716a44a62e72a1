"""The post that tells news about tickets: planned for the next good hour, drafted, and up for a yes like others."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.cadence import phase as phase_of
from core.campaigns.model import Campaign, CampaignStatus
from core.events.model import Event, EventStatus
from core.events.moments import to_utc
from core.posts.model import Post, PostStatus

NOTICE = timedelta(hours=1)
"""People get so long to look at it."""
QUARTER = timedelta(minutes=15)
WAKING = (time(9), time(22))
FRESH = timedelta(hours=24)
"""News about tickets are old after a day."""
BEFORE_START = timedelta(minutes=30)
LIVING = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE)


async def propose(session: AsyncSession, campaign: Campaign, event: Event, phase: str, now: datetime) -> Post | None:
    """None when nobody could use it any more: the event is off, over, or about to begin."""
    due = next_good_moment(now, event.time_zone)
    latest = event.starts_at - BEFORE_START
    if event.status is not EventStatus.PLANNED or campaign.status not in LIVING or due > latest:
        return None
    post = Post(
        id=uuid4(),
        workspace_id=campaign.workspace_id,
        campaign_id=campaign.id,
        account_id=campaign.account_id,
        phase=phase,
        format=phase_of(campaign.cadence, phase).format,
        template="",
        status=PostStatus.DRAFT,
        revision=0,
        request="",
        due_at=due,
        not_after=min(due + FRESH, latest),
        baseline=[],
    )
    session.add(post)
    await session.flush()
    tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    return post


def next_good_moment(now: datetime, zone: str) -> datetime:
    """The first quarter of an hour in which people are awake there and the team had time to look; aware UTC."""
    local = (now + NOTICE).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    midnight = datetime.combine(local.date(), time())
    rounded = midnight + -((midnight - local) // QUARTER) * QUARTER
    if rounded.time() < WAKING[0]:
        rounded = datetime.combine(rounded.date(), WAKING[0])
    elif rounded.time() >= WAKING[1]:
        rounded = datetime.combine(rounded.date() + timedelta(days=1), WAKING[0])
    return to_utc(rounded, zone)
