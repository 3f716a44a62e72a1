"""Change an event, and everything that was made of it: one transaction, begun by holding what is queued."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import reopen
from core.approvals.policy import approvers, check_may_edit, spoken_list
from core.audit.model import Deed
from core.audit.note import audit, differing
from core.authorization.check import may
from core.authorization.table import Right
from core.campaigns.carry_out import carry_out
from core.campaigns.correct import phase_to_propose, propose
from core.campaigns.effects import Fate
from core.campaigns.elsewhere import hold_telling_of
from core.campaigns.hold import hold_queued, redraw_posts
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.replan import add_what_became_known
from core.campaigns.ripple import Ripple, ripple_of
from core.campaigns.tell_next import tell_before, tell_next
from core.errors import NotAllowed, NotFound
from core.events.amend import Changes, new_values, turn_of
from core.events.model import Event, EventChange, EventStatus, Turn
from core.notices.model import NoticeKind
from core.notices.notify import audience, notify
from core.posts.carry_on import carry_on
from core.posts.model import Post, PostStatus
from core.series.follow import follow_event
from core.workspaces.members import members
from core.workspaces.model import Member

FINAL = (Turn.CANCELLED, Turn.REVIVED)
"""Only those who may approve, and whoever made the event, decide whether it takes place."""
NEIGHBOURLY = frozenset({"starts_at", "status"})
"""Facts that decide which event comes after which."""


@dataclass(frozen=True)
class Foreseen:
    """What a change would do, before it is done: nothing was written."""

    turn: Turn
    values: dict[str, Any]
    ripple: Ripple
    proposes: str
    """Phase of the post that would be proposed; "" for none."""


async def foresee(session: AsyncSession, member: Member, event_id: UUID, changes: Changes, now: datetime) -> Foreseen:
    """Raises what `change_event` would raise."""
    event = await _event(session, member.workspace_id, event_id)
    await check_may_change(session, member, event, changes.turn)
    values = new_values(event, changes, now)
    turn = turn_of(event, changes, values)
    ripple = await ripple_of(session, event, values, now)
    return Foreseen(turn, values, ripple, phase_to_propose(ripple, turn))


async def change_event(
    session: AsyncSession, member: Member, event_id: UUID, changes: Changes, now: datetime
) -> EventChange:
    """Do it and keep a record of it; its `reach` tells what became of which post.

    Everything queued is stopped first, so that nothing leaves with the old facts while the rest is worked out. What
    the change does not touch goes on with the yes it has. Raises InvalidAnswer with the fact's key, NotAllowed, NotNow.
    """
    event = await _event(session, member.workspace_id, event_id, lock=True)
    await check_may_change(session, member, event, changes.turn)
    return await change(session, event, member, changes, now)


async def change(
    session: AsyncSession, event: Event, member: Member | None, changes: Changes, now: datetime
) -> EventChange:
    """The same of a locked event; nobody did it where a machine told us, such as a ticket shop."""
    values = new_values(event, changes, now)
    turn = turn_of(event, changes, values)
    campaign_id = await _campaign_id(session, event)
    held = {
        *await hold_queued(session, event.workspace_id, Post.campaign_id == campaign_id),
        *await hold_telling_of(session, event),
    }
    ripple = await ripple_of(session, event, values, now)
    record = EventChange(
        id=uuid4(),
        workspace_id=event.workspace_id,
        event_id=event.id,
        member_id=member.id if member else None,
        turn=turn,
        before={key: as_json(getattr(event, key)) for key in values},
        after={key: as_json(value) for key, value in values.items()},
        reach={},
        at=now,
    )
    for key, value in values.items():
        setattr(event, key, value)
    event.version += 1
    await session.flush()
    for reached in ripple.everywhere:
        await carry_out(session, member, reached, held, now)
    if turn is Turn.REVIVED:
        await _take_up_again(session, event, campaign_id, now)
    if event.status is EventStatus.PLANNED and turn not in (Turn.SOLD_OUT, Turn.ON_SALE, Turn.EMBARGO):
        await add_what_became_known(session, ripple.campaign, now)
    await _set_status(session, event, campaign_id, turn)
    if NEIGHBOURLY & set(values):
        await _tell_neighbours(session, event, ripple.campaign, now)
    if "starts_local" in values:
        await follow_event(session, event.workspace_id, campaign_id, event.starts_local.date())
    proposed = await propose(session, ripple, turn, now)
    record.reach = _reach(ripple, proposed)
    session.add(record)
    told = differing(record.before, record.after)
    audit(
        session,
        member,
        Deed.CHANGED_EVENT,
        about=event.id,
        workspace_id=event.workspace_id,
        turn=turn.value,
        changes=told,
    )
    await session.flush()
    for place in await audience(session, event.workspace_id, ripple.campaign.conversation_id, [campaign_id]):
        notify(session, event.workspace_id, place, NoticeKind.CHANGE, subject_id=campaign_id, change=str(record.id))
    return record


async def _tell_neighbours(session: AsyncSession, event: Event, campaign: Campaign, now: datetime) -> None:
    """What comes next is another event by now: for this one's campaign, and for the one before it."""
    await tell_next(session, campaign, now)
    await tell_before(session, event, now)


async def check_may_change(session: AsyncSession, member: Member, event: Event, turn: Turn) -> None:
    """Editors amend; whether it takes place at all is for approvers, owners and whoever made the event."""
    check_may_edit(member)
    if turn not in FINAL or may(member, Right.CANCEL_EVENT, own=event.author_id == member.id):
        return
    names = spoken_list([person.name for person in approvers(await members(session, member.workspace_id), None)])
    raise NotAllowed(f"Only approvers and whoever made the event can cancel it: {names}.")


def as_json(value: Any) -> Any:
    """As it is kept in the record of changes."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _reach(ripple: Ripple, proposed: Post | None) -> dict[str, list[str]]:
    reach: dict[str, list[str]] = {}
    for effect in ripple.all_with_fate(*Fate):
        reach.setdefault(effect.fate.value, []).append(str(effect.post.id))
    return reach | ({"proposed": [str(proposed.id)]} if proposed else {})


async def _event(session: AsyncSession, workspace_id: UUID, event_id: UUID, *, lock: bool = False) -> Event:
    query = select(Event).where(Event.workspace_id == workspace_id, Event.id == event_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    event = (await session.execute(query)).scalar_one_or_none()
    if event is None:
        raise NotFound("That event is not here any more.")
    return event


async def _campaign_id(session: AsyncSession, event: Event) -> UUID:
    found = await session.execute(
        select(Campaign.id).where(Campaign.workspace_id == event.workspace_id, Campaign.event_id == event.id)
    )
    campaign_id = found.scalar_one_or_none()
    if campaign_id is None:
        raise NotFound("That event has no campaign any more.")
    return campaign_id


async def _set_status(session: AsyncSession, event: Event, campaign_id: UUID, turn: Turn) -> None:
    statuses = {Turn.CANCELLED: CampaignStatus.CANCELLED, Turn.REVIVED: CampaignStatus.ACTIVE}
    if turn in statuses:
        found = await session.execute(
            select(Campaign).where(Campaign.workspace_id == event.workspace_id, Campaign.id == campaign_id)
        )
        found.scalar_one().status = statuses[turn]


async def _take_up_again(session: AsyncSession, event: Event, campaign_id: UUID, now: datetime) -> None:
    """What the cancellation stopped waits for a fresh yes, as far as there is still time for it."""
    last = await session.execute(
        select(EventChange)
        .where(
            EventChange.workspace_id == event.workspace_id,
            EventChange.event_id == event.id,
            EventChange.turn == Turn.CANCELLED,
        )
        .order_by(EventChange.at.desc(), EventChange.id)
        .limit(1)
    )
    stopped = [UUID(post_id) for post_id in last.scalar_one().reach.get("stopped", [])]
    found = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == event.workspace_id,
            Post.id.in_(stopped),
            Post.status == PostStatus.CANCELLED,
            Post.story_of_id.is_(None),
            Post.not_after > now,
        )
        .with_for_update()
    )
    taken_up = list(found.scalars())
    for post in taken_up:
        await reopen(session, post)
        await carry_on(session, post)
    await redraw_posts(session, event.workspace_id, campaign_id, [post.id for post in taken_up])
