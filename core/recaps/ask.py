"""Ask the crew for photos on the morning after, once."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign, CampaignStatus
from core.errors import NotFound
from core.events.model import Event, EventStatus
from core.events.moments import evening_of, to_utc
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.recaps.model import Recap
from core.tenancy import ACROSS_WORKSPACES

MORNING = (time(10), time(12))
"""Wall time at the venue: nobody is asked earlier, and later it is a day like any other."""
LONGEST_AGO, SHORTEST_AGO = timedelta(hours=48), timedelta(hours=4)
GOING_ON = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE, CampaignStatus.COMPLETED)


async def ask_for_photos(session: AsyncSession, now: datetime) -> int:
    """For every event that was last night where it took place; returns how many were asked for."""
    asked = select(Recap.campaign_id).where(Recap.campaign_id == Campaign.id).correlate(Campaign)
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Event.starts_at > now - LONGEST_AGO,
            Event.starts_at < now - SHORTEST_AGO,
            Event.status == EventStatus.PLANNED,
            Campaign.status.in_(GOING_ON),
            ~asked.exists(),
        )
        .with_for_update(of=Campaign, skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    due = [(campaign, event) for campaign, event in found.all() if is_the_morning_after(event, now)]
    for campaign, _ in due:
        recap = Recap(id=uuid4(), workspace_id=campaign.workspace_id, campaign_id=campaign.id, asked_at=now)
        session.add(recap)
        await session.flush()
        notify(session, campaign.workspace_id, campaign.conversation_id, NoticeKind.RECAP, subject_id=recap.id)
    return len(due)


def is_the_morning_after(event: Event, now: datetime) -> bool:
    """Between ten and twelve on the day after its evening, and it is over."""
    local = now.astimezone(ZoneInfo(event.time_zone))
    if event.ends_local is not None and to_utc(event.ends_local, event.time_zone) > now:
        return False
    is_next_day = local.date() == evening_of(event.starts_local) + timedelta(days=1)
    return is_next_day and MORNING[0] <= local.time() < MORNING[1]


async def get_recap(session: AsyncSession, workspace_id: UUID, recap_id: UUID, *, lock: bool = False) -> Recap:
    """Raises NotFound."""
    query = select(Recap).where(Recap.workspace_id == workspace_id, Recap.id == recap_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    recap = (await session.execute(query)).scalar_one_or_none()
    if recap is None:
        raise NotFound("Nobody asked for photos of that event.")
    return recap


async def recap_of(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> Recap | None:
    """The photos of a campaign, once they were asked for."""
    found = await session.execute(
        select(Recap).where(Recap.workspace_id == workspace_id, Recap.campaign_id == campaign_id)
    )
    return found.scalar_one_or_none()
