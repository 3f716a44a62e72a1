"""Keep what was told of tickets; when that is news, propose the post that tells it, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotFound
from core.events.amend import Changes
from core.events.change import change
from core.events.model import Event, EventStatus, Turn
from core.notices.model import NoticeKind
from core.notices.notify import notify, tell_everywhere
from core.tickets.milestones import SOLD_OUT, passed, reached
from core.tickets.model import Source, TicketMilestone, TicketReport
from core.tickets.propose import propose
from core.tickets.queries import tickets_of
from core.tickets.restate import restate
from core.tickets.state import Tickets, Told
from core.workspaces.model import Member


@dataclass(frozen=True)
class Recorded:
    """How it stands after one message. `new`: it was not known before; `proposed`: the phases of new posts."""

    campaign_id: UUID
    event: str
    tickets: Tickets
    new: bool
    proposed: tuple[str, ...] = ()


async def record_by(
    session: AsyncSession, member: Member, campaign_id: UUID, told: Told, key: str, now: datetime
) -> Recorded:
    """What a member typed; the answer to them tells what became of it."""
    check_may_edit(member)
    campaign, event = await _locked(session, member.workspace_id, campaign_id)
    report = _report(event, told, Source.CHAT, key, now, now, member.id)
    return await _record(session, campaign, event, report, now, member)


async def record_delivery(
    session: AsyncSession,
    workspace_id: UUID,
    campaign_id: UUID,
    told: Told,
    *,
    source: Source,
    key: str,
    as_of: datetime,
    now: datetime,
) -> Recorded:
    """What a ticket shop told; the campaign's conversation hears of posts that are proposed for it."""
    campaign, event = await _locked(session, workspace_id, campaign_id)
    report = _report(event, told, source, key, min(as_of, now), now, None)
    done = await _record(session, campaign, event, report, now)
    if done.proposed:
        details = {"phases": list(done.proposed)}
        notify(session, workspace_id, campaign.conversation_id, NoticeKind.TICKETS, subject_id=campaign.id, **details)
    return done


async def _locked(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> tuple[Campaign, Event]:
    """One message after the other: what is news is decided by what was known before."""
    found = await session.execute(
        select(Event, Campaign)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Event.workspace_id == workspace_id, Campaign.id == campaign_id)
        .with_for_update(of=Event)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That event is not here any more.")
    return row[1], row[0]


def _report(
    event: Event, told: Told, source: Source, key: str, as_of: datetime, now: datetime, member_id: UUID | None
) -> TicketReport:
    return TicketReport(
        id=uuid4(),
        workspace_id=event.workspace_id,
        event_id=event.id,
        sold=told.sold,
        capacity=told.capacity,
        left=told.left,
        tier=told.tier,
        over=told.over,
        sold_out=told.sold_out,
        source=source,
        member_id=member_id,
        key=f"{source.value}:{key}"[:120],
        as_of=as_of,
        created_at=now,
    )


async def _record(
    session: AsyncSession,
    campaign: Campaign,
    event: Event,
    report: TicketReport,
    now: datetime,
    member: Member | None = None,
) -> Recorded:
    before = await tickets_of(session, event.workspace_id, event.id)
    if await _is_known(session, report):
        return Recorded(campaign.id, event.name, before, new=False)
    _check(report.told, before)
    session.add(report)
    await session.flush()
    tickets = await tickets_of(session, event.workspace_id, event.id)
    proposed = await _tell_news(session, campaign, event, before, tickets, now)
    await _tell_sold_out(session, event, member, before, tickets, now)
    if tickets != before and not tickets.sold_out:
        await restate(session, campaign, event, member, before, tickets, now)
    if tickets != before:
        places = (event.workspace_id, campaign.conversation_id)
        await tell_everywhere(session, *places, NoticeKind.CAMPAIGN, campaign.id)
    return Recorded(campaign.id, event.name, tickets, new=True, proposed=proposed)


async def _tell_sold_out(
    session: AsyncSession, event: Event, member: Member | None, before: Tickets, tickets: Tickets, now: datetime
) -> None:
    """Sold out is a change of the event: its captions are put right and a post is proposed.

    It is on sale again only where tickets were said to be sold out: who says so of the event takes it back there.
    """
    if event.status is EventStatus.CANCELLED or event.starts_at <= now:
        return
    if tickets.sold_out and not event.sold_out:
        await change(session, event, member, Changes(Turn.SOLD_OUT), now)
    elif before.sold_out and not tickets.sold_out and event.sold_out:
        await change(session, event, member, Changes(Turn.ON_SALE), now)


async def _is_known(session: AsyncSession, report: TicketReport) -> bool:
    found = await session.execute(
        select(TicketReport.id).where(TicketReport.workspace_id == report.workspace_id, TicketReport.key == report.key)
    )
    return found.first() is not None


def _check(told: Told, before: Tickets) -> None:
    capacity = told.capacity if told.capacity is not None else before.capacity
    for number in (told.sold, told.left):
        if number is not None and capacity is not None and number > capacity:
            raise InvalidAnswer(
                f"{number:,} is more than the {capacity:,} there are. If there are more by now, say how many: "
                f"“{number} of {number} sold”."
            )


async def _tell_news(
    session: AsyncSession, campaign: Campaign, event: Event, before: Tickets, tickets: Tickets, now: datetime
) -> tuple[str, ...]:
    """Propose what is news and remember it, with everything weaker that need not be told any more."""
    known = await _told_keys(session, event)
    proposed = []
    for milestone in reached(before, tickets, known):
        post = await propose(session, campaign, event, milestone.phase, now) if milestone.phase != SOLD_OUT else None
        _remember(session, event, milestone.key, now, post.id if post else None)
        known = [*known, milestone.key]
        if post is not None:
            proposed.append(milestone.phase)
    for key in passed(tickets):
        if key not in known:
            _remember(session, event, key, now, None)
    await session.flush()
    return tuple(proposed)


async def _told_keys(session: AsyncSession, event: Event) -> Sequence[str]:
    found = await session.execute(
        select(TicketMilestone.key).where(
            TicketMilestone.workspace_id == event.workspace_id, TicketMilestone.event_id == event.id
        )
    )
    return found.scalars().all()


def _remember(session: AsyncSession, event: Event, key: str, now: datetime, post_id: UUID | None) -> None:
    session.add(
        TicketMilestone(
            id=uuid4(), workspace_id=event.workspace_id, event_id=event.id, key=key, post_id=post_id, created_at=now
        )
    )
