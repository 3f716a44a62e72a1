"""The plan of one campaign: looked at with its posts, a phase added or dropped. Other posts stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import Cadence, Phase, as_table, catalogue, title_of
from core.campaigns.change_cadence import known_phase, with_phase, without
from core.campaigns.happening import Happening, happening_of
from core.campaigns.model import Campaign
from core.campaigns.new_post import new_post
from core.campaigns.next_event import event_after
from core.campaigns.plan import Slot, plan
from core.campaigns.plan_of import cadence_of
from core.errors import NotFound, NotNow
from core.events.model import Event
from core.events.moments import to_local
from core.posts.changed import post_changed
from core.posts.model import Format, Post, PostStatus
from core.posts.story_beside import put_story_away
from core.posts.transitions import move
from core.workspaces.model import Member

DROPPED_WITH_IT = (PostStatus.DRAFT, PostStatus.IN_REVIEW, PostStatus.CHANGES_REQUESTED, PostStatus.HELD)
"""Posts nobody said yes to; what is approved stays and is dropped one by one."""
NOT_KNOWN = {
    "lineup": "a line-up",
    "price": "a price",
    "ticket_link": "a ticket link",
    "early_bird": "an early bird price with its last day",
    "set_times": "a line-up with its hours",
    "next": "an event after this one",
}
"""What somebody has to tell before a phase makes sense."""


@dataclass(frozen=True)
class PhasePost:
    """A post that a phase has, or would have. Wall time at the venue."""

    title: str
    due_local: datetime
    status: PostStatus | None = None
    """None: it is not there yet."""
    note: str = ""


@dataclass(frozen=True)
class CampaignPlan:
    """A campaign's phases with their posts, and the phases that could be added."""

    id: UUID
    event: str
    zone: str
    cadence: Cadence
    own: bool
    """Changed for this event, or the team's own."""
    posts: Mapping[str, tuple[PhasePost, ...]]
    addable: tuple[Phase, ...]
    lacking: Mapping[str, str]
    """What the event has to have before a phase of the plan gets a post."""


@dataclass(frozen=True)
class Preview:
    """What adding or dropping a phase would do, before it is done."""

    plan: CampaignPlan
    phase: Phase
    changes: tuple[PhasePost, ...]
    """Posts that would appear, or be dropped."""
    stays: tuple[PhasePost, ...] = ()
    """Posts that would not be touched, because somebody said yes to them or they are out."""
    lacks: str = ""
    """Why there would be no post: what is not known yet."""


async def campaign_plan(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> CampaignPlan:
    """Raises NotFound."""
    campaign, event = await _campaign(session, workspace_id, campaign_id)
    followed = cadence_of(campaign)
    posts: dict[str, tuple[PhasePost, ...]] = {}
    for post in await _posts(session, campaign):
        if post.status is not PostStatus.CANCELLED:
            posts[post.phase] = (*posts.get(post.phase, ()), _seen(post, campaign, event))
    addable = tuple(phase for phase in catalogue() if followed.phase(phase.key) is None)
    known = happening_of(event, await event_after(session, event)).facts
    lacking = {
        phase.key: NOT_KNOWN[phase.needs] for phase in followed.phases if phase.needs and phase.needs not in known
    }
    return CampaignPlan(
        campaign.id, event.name, event.time_zone, followed, bool(campaign.plan), posts, addable, lacking
    )


async def preview_dropping(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, key: str) -> Preview:
    """Raises NotFound, and InvalidAnswer for a phase that is not in its plan."""
    campaign, event = await _campaign(session, workspace_id, campaign_id)
    without(cadence_of(campaign), key)
    of_phase = [post for post in await _posts(session, campaign) if post.phase == key]
    return Preview(
        await campaign_plan(session, workspace_id, campaign_id),
        known_phase(key),
        tuple(_seen(post, campaign, event) for post in of_phase if post.status in DROPPED_WITH_IT),
        tuple(
            _seen(post, campaign, event)
            for post in of_phase
            if post.status not in (*DROPPED_WITH_IT, PostStatus.CANCELLED)
        ),
    )


async def preview_adding(
    session: AsyncSession, workspace_id: UUID, campaign_id: UUID, key: str, now: datetime
) -> Preview:
    """Raises NotFound."""
    campaign, event = await _campaign(session, workspace_id, campaign_id)
    phase = known_phase(key)
    happening = happening_of(event, await event_after(session, event))
    slots = _slots_of(campaign, key, happening, now)
    lacks = ""
    if not slots:
        lacks = NOT_KNOWN.get(phase.needs, "") if phase.needs not in happening.facts else ""
    changes = tuple(PhasePost(_title(slot, slot.format), slot.local, note=slot.note) for slot in slots)
    return Preview(await campaign_plan(session, workspace_id, campaign_id), phase, changes, lacks=lacks)


async def drop_phase(session: AsyncSession, member: Member, campaign_id: UUID, key: str) -> Sequence[Post]:
    """Take a phase out of one campaign's plan, with those of its posts nobody said yes to; returns these."""
    check_may_edit(member)
    campaign, _ = await _campaign(session, member.workspace_id, campaign_id, lock=True)
    shorter = without(cadence_of(campaign), key)
    campaign.plan = as_table(shorter)
    dropped = []
    for post in await _posts(session, campaign, lock=True):
        if post.phase == key and post.status in DROPPED_WITH_IT:
            move(post, PostStatus.CANCELLED)
            await put_story_away(session, post)
            await post_changed(session, post)
            dropped.append(post)
    await session.flush()
    return dropped


async def add_phase(
    session: AsyncSession, member: Member, campaign_id: UUID, key: str, now: datetime
) -> Sequence[Post]:
    """Put a phase into one campaign's plan; its posts are drafted and wait for a yes. Raises NotNow when it is there.

    Without a post when it makes none yet: as soon as what it needs is known, it does.
    """
    check_may_edit(member)
    campaign, event = await _campaign(session, member.workspace_id, campaign_id, lock=True)
    if cadence_of(campaign).phase(key) is not None:
        raise NotNow(f"“{known_phase(key).title}” is in this plan already.")
    happening = happening_of(event, await event_after(session, event))
    slots = _slots_of(campaign, key, happening, now)
    campaign.plan = as_table(with_phase(cadence_of(campaign), key))
    added = []
    for slot in slots:
        post = new_post(campaign, slot, happening)
        session.add(post)
        await session.flush()
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
        await post_changed(session, post)
        added.append(post)
    return added


def _slots_of(campaign: Campaign, key: str, happening: Happening, now: datetime) -> list[Slot]:
    longer = with_phase(cadence_of(campaign), key)
    return [slot for slot in plan(longer, happening, now) if slot.phase.key == key]


def _title(slot: Slot, format_: Format) -> str:
    return title_of("", slot.phase.key, format_, slot.about)


def _seen(post: Post, campaign: Campaign, event: Event) -> PhasePost:
    title = title_of(campaign.cadence, post.phase, post.format, post.about)
    return PhasePost(title, to_local(post.due_at, event.time_zone), post.status, post.slot.get("note", ""))


async def _campaign(
    session: AsyncSession, workspace_id: UUID, campaign_id: UUID, *, lock: bool = False
) -> tuple[Campaign, Event]:
    query = (
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    found = (await session.execute(query.with_for_update(of=Campaign) if lock else query)).one_or_none()
    if found is None:
        raise NotFound("That campaign is not here any more.")
    return found[0], found[1]


async def _posts(session: AsyncSession, campaign: Campaign, *, lock: bool = False) -> Sequence[Post]:
    query = (
        select(Post)
        .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id, Post.story_of_id.is_(None))
        .order_by(Post.due_at, Post.id)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(query)).scalars().all()
