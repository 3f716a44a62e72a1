"""Which of two the same hours an event starts at, or a post goes out at: said by a person after it was asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.campaigns.replan import replan
from core.errors import NotFound, NotNow
from core.events.model import Event
from core.events.moments import check_local
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.revision import get_post
from core.posts.schedule import reschedule
from core.posts.wall_slot import wall_slot
from core.workspaces.model import Member

MOVED_ON = "That hour comes only once by now, because it was moved since."


async def event_starts_at(session: AsyncSession, member: Member, campaign_id: UUID, which: int, now: datetime) -> None:
    """0: the first time the clocks show its hour, 1: the second. What hangs on it moves along."""
    check_may_edit(member)
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == member.workspace_id, Campaign.id == campaign_id)
        .with_for_update(of=Event)
    )
    both = found.one_or_none()
    if both is None:
        raise NotFound("That event is not here any more.")
    campaign, event = both
    event.starts_at = _one_of(event.starts_local, event.time_zone, which)
    await session.flush()
    await replan(session, campaign, now)
    await tell_everywhere(session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id)


async def post_goes_out_at(session: AsyncSession, member: Member, post_id: UUID, which: int, now: datetime) -> None:
    """The same about a post; a move to the hour it has already does nothing."""
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    kept = wall_slot(post.slot)
    if kept is None:
        raise NotNow(MOVED_ON)
    due_at = _one_of(kept.local, kept.zone, which)
    if due_at != post.due_at:
        await reschedule(session, member, post_id, due_at, now)


def _one_of(local: datetime, zone: str, which: int) -> datetime:
    instants = check_local(local, zone).instants
    if len(instants) < 2:
        raise NotNow(MOVED_ON)
    return instants[1 if which else 0]
