"""What a change of an event does to its campaign: some posts stop, some are written or painted anew, some move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.cadence import CANCELLED, CHANGED, DATE_TO_COME, SOLD_OUT
from core.campaigns.happening import happening_of
from core.campaigns.model import Campaign
from core.campaigns.replan import places_of
from core.errors import NotFound
from core.events.amend import changed_copy
from core.events.model import Event, EventStatus
from core.events.moments import evening_of
from core.posts.brief import brief_of
from core.posts.model import Post, PostStatus, Revision
from core.posts.pictures.scene import scene_for
from core.posts.touched import Around, Touch, touch_of
from core.posts.wall_slot import WallSlot, chosen
from core.templates.find import find_template
from core.templates.model import Template
from core.workspaces.brand import Kit, kit_of

OUT = (PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)
OVER = (*OUT, PostStatus.CANCELLED, PostStatus.EXPIRED)
"""Nothing can be done about them any more, or nobody wants it."""
ALWAYS_TRUE = ("recap",)
"""What thanks for a night speaks of what was."""

NEWS = tuple(phase.key for phase in CHANGED)
"""Posts that told of a change themselves are not corrected by the next one."""
INSTANT = timedelta(seconds=1)
ROOM = timedelta(hours=12)
DAY = timedelta(days=1)


class Fate(StrEnum):
    """What becomes of a post."""

    KEPT = "kept"
    REWRITTEN = "rewritten"
    REPAINTED = "repainted"
    MOVED = "moved"
    HELD = "held"
    STOPPED = "stopped"
    OUT = "out"
    """It went out and says something that is no longer so."""


@dataclass(frozen=True)
class Slot:
    due_at: datetime
    not_after: datetime
    wall: WallSlot | None
    """The hour on the wall it stands for; None for one that has passed."""


@dataclass(frozen=True)
class Effect:
    """One post with its revision and what is to become of it. around: before and after the change."""

    post: Post
    revision: Revision | None
    fate: Fate
    slot: Slot | None = None
    """Its new place in time, where that changes."""
    around: tuple[Around, Around] | None = None


@dataclass(frozen=True)
class Ripple:
    """A change as it reaches a campaign, before anything is done."""

    campaign: Campaign
    before: Event
    after: Event
    account: Account | None
    kit: Kit
    effects: tuple[Effect, ...] = field(default=())

    def with_fate(self, *fates: Fate) -> list[Effect]:
        return [effect for effect in self.effects if effect.fate in fates]

    def ids(self, *fates: Fate) -> list[UUID]:
        return [effect.post.id for effect in self.with_fate(*fates)]


async def ripple_of(session: AsyncSession, event: Event, values: Mapping[str, Any], now: datetime) -> Ripple:
    """Read everything a change touches; nothing is written. `values` are the event's new ones, by column."""
    before, after = changed_copy(event, {}), changed_copy(event, values)
    campaign, account = await _campaign_of(session, event)
    ripple = Ripple(campaign, before, after, account, await kit_of(session, event.workspace_id))
    rows = await _posts_of(session, campaign)
    slots = _slots(ripple, [post for post, _ in rows if post.status not in OVER], now)
    templates: dict[str, Template] = {}
    effects = []
    for post, revision in rows:
        if post.template and post.template not in templates:
            templates[post.template] = await find_template(session, post.workspace_id, post.template)
        effects.append(_effect(ripple, post, revision, slots.get(post.id), templates.get(post.template), now))
    return Ripple(campaign, before, after, account, ripple.kit, tuple(effect for effect in effects if effect))


def _effect(
    ripple: Ripple, post: Post, revision: Revision | None, slot: Slot | None, template: Template | None, now: datetime
) -> Effect | None:
    out = post.status in OUT
    if (post.status in OVER and not out) or (out and (post.phase in ALWAYS_TRUE or post.phase in NEWS)):
        return None
    if not out and post.phase in NEWS and not _still_news(post.phase, ripple.after):
        return Effect(post, revision, Fate.STOPPED)
    if ripple.after.status is EventStatus.CANCELLED:
        return Effect(post, revision, Fate.OUT if out else Fate.STOPPED)
    if ripple.after.status is EventStatus.POSTPONED:
        return Effect(post, revision, Fate.OUT if out else Fate.HELD)
    if not out and slot is not None and slot.due_at > slot.not_after:
        return Effect(post, revision, Fate.STOPPED)  # its moment has passed with the new date
    around = _around(ripple, post, revision, slot) if revision else None
    touch = (
        touch_of(post, revision, template, *around)
        if revision and around and not _tells_another(post)
        else Touch.NOTHING
    )
    if out:
        return Effect(post, revision, Fate.OUT, around=around) if touch else None
    fates = {Touch.WORDS: Fate.REWRITTEN, Touch.PICTURE: Fate.REPAINTED}
    fate = fates.get(touch, Fate.MOVED if slot and slot.due_at != post.due_at else Fate.KEPT)
    return Effect(post, revision, fate, slot, around)


def _tells_another(post: Post) -> bool:
    """Whether it tells of the event after this one, whose record did not change."""
    try:
        return bool(UUID(post.about or ""))
    except ValueError:
        return False


def _still_news(phase: str, event: Event) -> bool:
    """Whether a post that tells of an earlier change, and did not go out yet, is still true."""
    holds = {
        CANCELLED: event.status is EventStatus.CANCELLED,
        DATE_TO_COME: event.status is EventStatus.POSTPONED,
        SOLD_OUT: event.sold_out,
    }
    return holds.get(phase, True)


def _around(ripple: Ripple, post: Post, revision: Revision, slot: Slot | None) -> tuple[Around, Around]:
    """A post that moves is written for its new day."""

    def of(event: Event, due_at: datetime, headline: str) -> Around:
        moved = Post(**{column.key: getattr(post, column.key) for column in Post.__table__.columns})
        moved.due_at, moved.request = due_at, ""
        shown = Revision(headline=headline)
        return Around(
            brief_of(moved, ripple.campaign, event, ripple.account, ripple.kit),
            scene_for(moved, shown, ripple.campaign, event, ripple.account, None),
        )

    return of(ripple.before, post.due_at, ""), of(ripple.after, slot.due_at if slot else post.due_at, "")


def _slots(ripple: Ripple, posts: Sequence[Post], now: datetime) -> dict[UUID, Slot]:
    """New places in time, of the posts that get one: the evening moved, or an embargo is in their way."""
    slots: dict[UUID, Slot] = {}
    old, new = ripple.before, ripple.after
    if evening_of(old.starts_local) != evening_of(new.starts_local) or old.doors_local != new.doors_local:
        slots = _planned_anew(ripple, posts, now)
    if new.announce_at is not None and new.announce_at > now:
        slots |= _behind_embargo(new, posts, slots)
    return slots


def _planned_anew(ripple: Ripple, posts: Sequence[Post], now: datetime) -> dict[UUID, Slot]:
    """Where the plan has each post now; one whose moment has passed with the new date is dropped."""
    event = ripple.after
    places = places_of(ripple.campaign, [post for post in posts if post.story_of_id is None], happening_of(event))
    passed = Slot(now, now - INSTANT, None)
    slots = {}
    for post in posts:
        place = places.get(post.id)
        if place is not None and (place.due_at >= now or place.due_at == post.due_at):
            slots[post.id] = Slot(place.due_at, place.not_after, place.slot)
        elif post.id in places and post.slot and not _tells_another(post):  # without one, nobody knows what it meant
            slots[post.id] = passed
    return slots


def _behind_embargo(event: Event, posts: Sequence[Post], slots: Mapping[UUID, Slot]) -> dict[UUID, Slot]:
    """The first goes out when the embargo ends, the others each a day later; those with no day left are dropped."""
    assert event.announce_at is not None  # noqa: S101 - asked by the caller
    place = {post.id: slots.get(post.id, Slot(post.due_at, post.not_after, None)) for post in posts}
    early = sorted((post for post in posts if place[post.id].due_at < event.announce_at), key=lambda one: one.due_at)
    moved = {}
    for step, post in enumerate(early):
        due_at = event.announce_at + DAY * step
        too_late = step > 0 and due_at >= event.starts_at
        latest = due_at - INSTANT if too_late else max(place[post.id].not_after, due_at + ROOM)
        moved[post.id] = Slot(due_at, latest, chosen(due_at, evening_of(event.starts_local), event.time_zone))
    return moved


async def _campaign_of(session: AsyncSession, event: Event) -> tuple[Campaign, Account | None]:
    account = and_(Account.workspace_id == event.workspace_id, Account.id == Campaign.account_id)
    found = await session.execute(
        select(Campaign, Account)
        .outerjoin(Account, account)
        .where(Campaign.workspace_id == event.workspace_id, Campaign.event_id == event.id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That event has no campaign any more.")
    return row[0], row[1]


async def _posts_of(session: AsyncSession, campaign: Campaign) -> list[tuple[Post, Revision | None]]:
    """Every post with its newest revision, locked, read anew: a bulk update may have passed this session by."""
    revision = and_(
        Revision.workspace_id == campaign.workspace_id, Revision.post_id == Post.id, Revision.number == Post.revision
    )
    found = await session.execute(
        select(Post, Revision)
        .outerjoin(Revision, revision)
        .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
        .order_by(Post.due_at, Post.id)
        .with_for_update(of=Post)
        .execution_options(populate_existing=True)
    )
    return [(post, revision) for post, revision in found.all()]
