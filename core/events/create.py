"""Create an event with its campaign and its dated, still empty posts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account
from core.accounts.queries import accounts_to_choose, default_account
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import Cadence
from core.campaigns.happening import happening_of
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.new_post import new_post
from core.campaigns.next_event import event_after
from core.campaigns.plan import plan
from core.campaigns.plan_of import cadence_of
from core.campaigns.plans import plan_for, taken_over
from core.campaigns.show import show_open_campaigns
from core.campaigns.tell_next import tell_before
from core.errors import InvalidAnswer
from core.events.model import Event, EventStatus
from core.events.moments import check_local, known_zone, to_utc
from core.installs.onboarding import onboarding_changed
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import follow, tell_everywhere
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.timing.keep_apart import keep_apart
from core.workspaces.configure import learn_zone
from core.workspaces.model import Member

TONES = ("warm", "hype", "minimal", "insider", "formal", "funny")
FURTHEST = timedelta(days=730)


@dataclass(frozen=True)
class NewEvent:
    """Facts as a person gave them. Wall times are naive and belong to `time_zone`."""

    name: str
    starts_local: datetime
    time_zone: str
    venue: str
    ends_local: datetime | None = None
    doors_local: datetime | None = None
    city: str = ""
    lineup: tuple[str, ...] = ()
    ticket_link: str = ""
    price: str = ""
    genre: str = ""
    description: str = ""
    photo_key: str | None = None
    tone: str = "warm"
    plan: str = ""
    """Its reference (core/campaigns/plans.py); "" for the team's usual one."""
    own_plan: Cadence | None = None
    """Another event's own plan, taken over instead."""
    account_id: UUID | None = None
    """None: the team's default."""
    language: str = "en"
    also_in: tuple[str, ...] = ()
    audience: str = ""
    said: dict[str, str] = field(default_factory=dict)


async def create_event(
    session: AsyncSession, author: Member, conversation: Conversation, facts: NewEvent, now: datetime
) -> Campaign:
    """Store the event, plan its campaign and ring for the drafts. Raises InvalidAnswer with the field's key."""
    begins_to_follow = not conversation.direct and not conversation.follows
    campaign = await store_event(session, author, conversation, facts, now)
    if begins_to_follow:
        await follow(session, conversation)
    await tell_everywhere(session, author.workspace_id, conversation.id, NoticeKind.CAMPAIGN, campaign.id)
    if begins_to_follow:
        await show_open_campaigns(session, conversation, now)
    tasks.draft_campaign.enqueue(session, author.workspace_id, campaign.id)
    await onboarding_changed(session, author.workspace_id)
    return campaign


async def store_event(
    session: AsyncSession, author: Member, conversation: Conversation, facts: NewEvent, now: datetime
) -> Campaign:
    """The event, its campaign and its dated, still empty posts; nobody is told, and nothing is drafted yet."""
    check_may_edit(author)
    check_facts(facts, now)
    event = _event(author, facts, now)
    account = await _account(session, author.workspace_id, facts.account_id)
    chosen = taken_over(facts.own_plan) or await plan_for(
        session, author.workspace_id, facts.plan, _days_left(facts, now)
    )
    campaign = Campaign(
        id=uuid4(),
        workspace_id=author.workspace_id,
        event_id=event.id,
        account_id=account.id if account else None,
        conversation_id=conversation.id,
        cadence=chosen.cadence.key,
        plan=chosen.stored,
        tone=facts.tone,
        language=facts.language,
        also_in=list(facts.also_in),
        audience=facts.audience,
        status=CampaignStatus.DRAFT,
        created_at=now,
    )
    await learn_zone(session, author.workspace_id, facts.time_zone)
    session.add(event)
    await session.flush()
    session.add(campaign)
    await session.flush()
    happening = happening_of(event, await event_after(session, event))
    campaign.knows = sorted(happening.knows)
    slots = await keep_apart(session, campaign, happening, plan(cadence_of(campaign), happening, now), now)
    session.add_all(new_post(campaign, slot, happening) for slot in slots)
    await session.flush()
    await tell_before(session, event, now)
    track(session, Tracked.EVENT_CREATED, author.workspace_id, author.id, posts=len(slots))
    return campaign


async def _account(session: AsyncSession, workspace_id: UUID, chosen: UUID | None) -> Account | None:
    if chosen is None:
        return await default_account(session, workspace_id)
    found = {account.id: account for account in await accounts_to_choose(session, workspace_id)}
    if chosen not in found:
        raise InvalidAnswer("That account is not connected any more. Pick another one.", field="account")
    return found[chosen]


def check_facts(facts: NewEvent, now: datetime) -> None:
    """Everything a person may get wrong, each with its sentence; raises InvalidAnswer."""
    if not facts.name.strip():
        raise InvalidAnswer("An event needs a name.", field="name")
    if len(facts.name) > 120:
        raise InvalidAnswer("The name may have up to 120 characters.", field="name")
    if not facts.venue.strip():
        raise InvalidAnswer("Where is it? I need a venue.", field="venue")
    if not known_zone(facts.time_zone):
        raise InvalidAnswer(
            f"I don't know the time zone “{facts.time_zone[:40]}”. Names look like Europe/Berlin.", field="time_zone"
        )
    check_wall_time(facts.starts_local, facts.time_zone, field_key="starts")
    _check_when(facts, now)
    _check_link(facts.ticket_link)


class SkippedHour(InvalidAnswer):
    """An hour that is not there; the choices are as far before the gap and after it."""

    def __init__(self, choices: tuple[datetime, ...], message: str, *, field: str) -> None:
        super().__init__(message, field=field)
        self.choices = choices


def check_wall_time(local: datetime, zone: str, *, field_key: str) -> None:
    """Raise SkippedHour when the clocks skip this wall time."""
    found = check_local(local, zone)
    if found.suggestion is not None:
        raise SkippedHour(
            (local - (found.suggestion - local), found.suggestion),
            f"{local:%H:%M} does not exist on {local:%A} {local.day} {local:%B %Y} in {zone}: "
            f"the clocks go forward. {found.suggestion:%H:%M} does.",
            field=field_key,
        )


def _check_when(facts: NewEvent, now: datetime) -> None:
    starts_at = to_utc(facts.starts_local, facts.time_zone)
    if starts_at <= now:
        raise InvalidAnswer(
            f"{facts.starts_local:%A} {facts.starts_local.day} {facts.starts_local:%B %Y, %H:%M} has passed already. "
            "When is it?",
            field="starts",
        )
    if starts_at > now + FURTHEST:
        raise InvalidAnswer("That is more than two years away. Is the year right?", field="starts")
    if facts.ends_local is not None and facts.ends_local <= facts.starts_local:
        raise InvalidAnswer("It ends before it starts.", field="ends")


def _check_link(link: str) -> None:
    if not link:
        return
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.hostname or len(link) > 500:
        raise InvalidAnswer("A ticket link starts with https:// and names a site.", field="ticket_link")


def _event(author: Member, facts: NewEvent, now: datetime) -> Event:
    return Event(
        id=uuid4(),
        workspace_id=author.workspace_id,
        author_id=author.id,
        name=facts.name.strip(),
        starts_local=facts.starts_local,
        ends_local=facts.ends_local,
        doors_local=facts.doors_local,
        time_zone=facts.time_zone,
        starts_at=to_utc(facts.starts_local, facts.time_zone),
        venue=facts.venue.strip()[:120],
        city=facts.city.strip()[:80],
        lineup=[name.strip()[:80] for name in facts.lineup if name.strip()][:40],
        ticket_link=facts.ticket_link,
        price=facts.price.strip()[:120],
        genre=facts.genre.strip()[:40],
        description=facts.description.strip()[:4000],
        photo_key=facts.photo_key,
        status=EventStatus.PLANNED,
        created_at=now,
    )


def _days_left(facts: NewEvent, now: datetime) -> int:
    today = now.astimezone(ZoneInfo(facts.time_zone)).date()
    return (facts.starts_local.date() - today).days
