"""Set the next one up as the last was; begin a series, leave a date out, end it. Nothing happens by itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import accounts_to_choose
from core.approvals.model import ApprovalRule
from core.approvals.policy import Policy, check_may_edit
from core.campaigns.cadence import cadences
from core.campaigns.model import Campaign
from core.campaigns.plan_of import cadence_of
from core.campaigns.plans import BY_ITSELF
from core.errors import NotFound, NotNow
from core.events.create import NewEvent, create_event
from core.events.model import Event
from core.events.moments import check_local
from core.notices.model import Conversation
from core.posts.model import Post
from core.series.hours import keep_hours
from core.series.last_time import LastTime, last_time
from core.series.model import Series, Step
from core.series.recurrence import Recurrence, next_date
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.workspaces.model import Member


@dataclass(frozen=True)
class Lines:
    """What changes from one to the next, as it was told for this one; what was not told is not known."""

    starts_local: datetime
    lineup: tuple[str, ...] = ()
    price: str = ""
    ticket_link: str = ""


async def get_series(session: AsyncSession, workspace_id: UUID, series_id: UUID, *, lock: bool = False) -> Series:
    """Raises NotFound, and NotNow for one that has ended."""
    query = select(Series).where(Series.workspace_id == workspace_id, Series.id == series_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    series: Series | None = (await session.execute(query)).scalar_one_or_none()
    if series is None:
        raise NotFound("That series is not here any more.")
    if not series.active:
        raise NotNow("That series has ended.")
    return series


def rule_of(series: Series) -> Recurrence:
    return Recurrence(series.step, series.weekday, series.every, series.nth)


def coming(series: Series, today: date) -> date | None:
    """The next date to be set up."""
    skipped = {date.fromisoformat(day) for day in series.skipped}
    return next_date(rule_of(series), series.anchor, max(series.anchor, today), skipped)


def starts_on(series: Series, day: date) -> datetime:
    """Its usual hour on the wall; where the clocks skip that, the one they jump to."""
    local = datetime.combine(day, datetime.strptime(series.starts, "%H:%M").time())  # noqa: DTZ007 - wall time
    return check_local(local, series.time_zone).suggestion or local


def today_of(series: Series, now: datetime) -> date:
    return now.astimezone(ZoneInfo(series.time_zone)).date()


async def set_up_next(
    session: AsyncSession, member: Member, conversation: Conversation, campaign_id: UUID, lines: Lines, now: datetime
) -> Campaign:
    """A new event with the last one's place and choices, and the lines that were told. Raises InvalidAnswer."""
    check_may_edit(member)
    last = await last_time(session, member.workspace_id, campaign_id)
    series = await _series_of(session, last.campaign)
    if series is not None and lines.starts_local.date() == series.anchor:
        raise NotNow(
            f"{series.name} on {lines.starts_local:%a} {lines.starts_local.day} {lines.starts_local:%b} is "
            "set up already."
        )
    facts = await _facts(session, last, lines, now)
    campaign = await create_event(session, member, conversation, facts, now)
    await _take_over(session, campaign, last, now)
    if series is not None:
        campaign.series_id = series.id
        series.latest_campaign_id = campaign.id
        series.anchor = max(series.anchor, lines.starts_local.date())
    return campaign


async def _series_of(session: AsyncSession, campaign: Campaign) -> Series | None:
    if campaign.series_id is None:
        return None
    found = await session.execute(
        select(Series)
        .where(Series.workspace_id == campaign.workspace_id, Series.id == campaign.series_id, Series.active)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.scalar_one_or_none()


async def _facts(session: AsyncSession, last: LastTime, lines: Lines, now: datetime) -> NewEvent:
    """Doors and end keep their distance on the wall; line-up, price, link, description and photo are never reused."""
    event, campaign, starts = last.event, last.campaign, lines.starts_local
    usable = {account.id for account in await accounts_to_choose(session, event.workspace_id)}
    return NewEvent(
        name=event.name,
        starts_local=starts,
        time_zone=event.time_zone,
        venue=event.venue,
        ends_local=starts + (event.ends_local - event.starts_local) if event.ends_local else None,
        doors_local=starts + (event.doors_local - event.starts_local) if event.doors_local else None,
        city=event.city,
        lineup=lines.lineup,
        ticket_link=lines.ticket_link,
        price=lines.price,
        genre=event.genre,
        tone=campaign.tone,
        plan=_plan(campaign, event, starts, now),
        own_plan=cadence_of(campaign) if campaign.plan else None,
        account_id=campaign.account_id if campaign.account_id in usable else None,
        language=campaign.language,
        also_in=tuple(campaign.also_in),
        audience=campaign.audience,
    )


def _plan(campaign: Campaign, event: Event, starts_local: datetime, now: datetime) -> str:
    """The same cadence where there is time for it; one for the last minute was not chosen for its own sake."""
    days_left = (starts_local.date() - now.astimezone(ZoneInfo(event.time_zone)).date()).days
    shipped = next((one for one in cadences() if one.key == campaign.cadence), None)
    if shipped is None or shipped.least_days == 0 or (shipped.least_days or 0) > days_left:
        return BY_ITSELF
    return shipped.key


async def _take_over(session: AsyncSession, campaign: Campaign, last: LastTime, now: datetime) -> None:
    """Goals, designs, good hours and the rule about yeses; that nobody is asked is only ever set on purpose."""
    old = last.campaign
    campaign.goal_reach, campaign.goal_taps, campaign.goal_followers = (
        old.goal_reach,
        old.goal_taps,
        old.goal_followers,
    )
    found = await session.execute(
        select(Post, Event)
        .join(Event, Event.id == campaign.event_id)
        .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
        .order_by(Post.due_at, Post.id)
    )
    rows = found.all()
    if rows:
        await keep_hours(session, campaign, rows[0][1], [post for post, _ in rows], last.hours, now)
    for post, _ in rows:
        if (design := last.designs.get((post.phase, post.format))) is not None:
            post.template, post.film = design
    rules = await session.execute(
        select(ApprovalRule).where(ApprovalRule.workspace_id == old.workspace_id, ApprovalRule.campaign_id == old.id)
    )
    for rule in rules.scalars():
        if rule.policy is not Policy.NONE:
            session.add(
                ApprovalRule(
                    id=uuid4(),
                    workspace_id=old.workspace_id,
                    campaign_id=campaign.id,
                    phase="",
                    policy=rule.policy,
                    set_by_id=rule.set_by_id,
                    set_at=now,
                )
            )


async def set_up_as_usual(
    session: AsyncSession, member: Member, conversation: Conversation, series_id: UUID, day: date, now: datetime
) -> Campaign:
    """The proposed date with its usual hour; line-up, price and link are not known yet."""
    check_may_edit(member)
    series = await get_series(session, member.workspace_id, series_id, lock=True)
    _check_open(series, day, now)
    if series.latest_campaign_id is None:
        raise NotNow("The last one is not here any more. Begin a new event instead.")
    lines = Lines(starts_on(series, day))
    return await set_up_next(session, member, conversation, series.latest_campaign_id, lines, now)


def _check_open(series: Series, day: date, now: datetime) -> None:
    said = f"{day:%a} {day.day} {day:%b}"
    if day <= series.anchor:
        raise NotNow(f"{series.name} on {said} is set up already.")
    if day.isoformat() in series.skipped:
        raise NotNow(f"{series.name} on {said} was left out.")
    if day < today_of(series, now):
        raise NotNow(f"{said} has passed.")


async def leave_out(session: AsyncSession, member: Member, series_id: UUID, days: list[date]) -> Series:
    """These dates are not asked about, nor set up."""
    check_may_edit(member)
    series = await get_series(session, member.workspace_id, series_id, lock=True)
    if taken := [day for day in days if day <= series.anchor]:
        day = taken[0]
        raise NotNow(f"{series.name} on {day:%a} {day.day} {day:%b} is set up already. Stop its posts on its card.")
    series.skipped = sorted({*series.skipped, *(day.isoformat() for day in days)})
    return series


async def end_series(session: AsyncSession, member: Member, series_id: UUID) -> Series:
    """Nobody is asked any more; what is set up goes on."""
    check_may_edit(member)
    series = await get_series(session, member.workspace_id, series_id, lock=True)
    series.active = False
    return series


async def begin_series(
    session: AsyncSession, member: Member, campaign_id: UUID, rule: Recurrence, now: datetime
) -> Series:
    """From this event on. Raises NotNow when it is of a series already."""
    check_may_edit(member)
    last = await last_time(session, member.workspace_id, campaign_id)
    if await _series_of(session, last.campaign) is not None:
        raise NotNow(f"{last.event.name} is of a series already.")
    series = Series(
        id=uuid4(),
        workspace_id=member.workspace_id,
        conversation_id=last.campaign.conversation_id,
        name=last.event.name,
        latest_campaign_id=campaign_id,
        anchor=last.event.starts_local.date(),
        step=rule.step,
        every=rule.every,
        weekday=rule.weekday,
        nth=rule.nth,
        starts=f"{last.event.starts_local:%H:%M}",
        time_zone=last.event.time_zone,
        weeks_ahead=4 if rule.step is Step.MONTHS else min(rule.every + 1, 4),
        skipped=[],
        active=True,
        created_by_id=member.id,
        created_at=now,
    )
    session.add(series)
    await session.flush()
    last.campaign.series_id = series.id
    track(session, Tracked.SERIES_CREATED, member.workspace_id, member.id, step=rule.step, every=rule.every)
    return series
