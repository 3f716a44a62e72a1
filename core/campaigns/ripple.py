"""What a change of an event does to its campaign: some posts stop, some are written or painted anew, some move."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.cadence import CANCELLED, CHANGED, DATE_TO_COME, SOLD_OUT
from core.campaigns.effects import OUT, OVER, Effect, Fate, Ripple, Slot
from core.campaigns.elsewhere import design_of, ripples_elsewhere
from core.campaigns.happening import happening_of
from core.campaigns.locked_posts import locked_posts
from core.campaigns.model import Campaign
from core.campaigns.next_event import event_after
from core.campaigns.next_told import FATES, events_told, next_effect, tells_another
from core.campaigns.replan import Place, expected_slots, places_of
from core.errors import NotFound
from core.events.amend import changed_copy
from core.events.model import Event, EventStatus
from core.events.moments import evening_of
from core.posts.model import Post, Revision
from core.posts.touched import touch_of
from core.posts.wall_slot import chosen, wall_slot
from core.templates.model import Template
from core.workspaces.brand import kit_of

__all__ = ["Fate", "Ripple", "ripple_of"]

ALWAYS_TRUE = ("recap",)
"""What thanks for a night speaks of what was."""

NEWS = tuple(phase.key for phase in CHANGED)
"""Posts that told of a change themselves are not corrected by the next one."""
DATING = ("starts_local", "starts_at", "doors_local", "ends_local", "time_zone")
"""Facts a plan hangs on."""
INSTANT = timedelta(seconds=1)
ROOM = timedelta(hours=12)
DAY = timedelta(days=1)


async def ripple_of(session: AsyncSession, event: Event, values: Mapping[str, Any], now: datetime) -> Ripple:
    """Read everything a change touches; nothing is written. `values` are the event's new ones, by column."""
    before, after = changed_copy(event, {}), changed_copy(event, values)
    campaign, account = await _campaign_of(session, event)
    ripple = Ripple(campaign, before, after, account, await kit_of(session, event.workspace_id))
    rows = await locked_posts(session, campaign.workspace_id, campaign.id)
    told = await events_told(session, event.workspace_id, [post for post, _ in rows])
    following = await event_after(session, after) if told else None
    slots = await _slots(session, ripple, [post for post, _ in rows if post.status not in OVER], following, now)
    templates = await _templates(session, [post for post, _ in rows])
    effects = []
    for post, revision in rows:
        template, slot = templates.get(post.template), slots.get(post.id)
        effect = _effect(ripple, post, revision, slot, template, now)
        other = told.get(tells_another(post) or event.id)
        if effect is not None and other is not None and effect.fate not in (Fate.STOPPED, Fate.HELD, Fate.OUT):
            about = replace(ripple, before=other, after=other)
            effect = next_effect(about, post, revision, template, following, slot)
        effects.append(effect)
    elsewhere = await ripples_elsewhere(session, before, after, now)
    return replace(ripple, effects=tuple(effect for effect in effects if effect), elsewhere=elsewhere)


async def _templates(session: AsyncSession, posts: Sequence[Post]) -> Mapping[str, Template]:
    wanted = {post.template: post.workspace_id for post in posts if post.template}
    found = {ref: await design_of(session, workspace_id, ref) for ref, workspace_id in wanted.items()}
    return {ref: design for ref, design in found.items() if design is not None}


def _effect(
    ripple: Ripple, post: Post, revision: Revision | None, slot: Slot | None, template: Template | None, now: datetime
) -> Effect | None:
    out = post.status in OUT
    if (post.status in OVER and not out) or (out and (post.phase in ALWAYS_TRUE or _says_so(post, ripple.after))):
        return None
    if not out and post.phase in NEWS and not _still_news(post.phase, ripple.after):
        return Effect(post, revision, Fate.STOPPED)
    if ripple.after.status is EventStatus.CANCELLED:
        return Effect(post, revision, Fate.OUT if out else Fate.STOPPED)
    if ripple.after.status is EventStatus.POSTPONED:
        return Effect(post, revision, Fate.OUT if out else Fate.HELD)
    if not out and slot is not None and slot.due_at > slot.not_after:
        return Effect(post, revision, Fate.STOPPED)  # its moment has passed with the new date
    if tells_another(post):
        return None if out else Effect(post, revision, Fate.KEPT, slot)
    around = ripple.around(post, slot) if revision else None
    touch = touch_of(post, revision, template, *around) if revision and around else None
    if out:
        return Effect(post, revision, Fate.OUT, around=around) if touch else None
    moved = Fate.MOVED if slot and slot.due_at != post.due_at else Fate.KEPT
    return Effect(post, revision, FATES.get(touch, moved) if touch else moved, slot, around)


def _says_so(post: Post, event: Event) -> bool:
    """Whether it told of a change, and nothing has called that into question since."""
    told = {EventStatus.CANCELLED: (CANCELLED,), EventStatus.POSTPONED: (DATE_TO_COME,)}
    return post.phase in told.get(event.status, NEWS)


def _still_news(phase: str, event: Event) -> bool:
    """Whether a post that tells of an earlier change, and did not go out yet, is still true."""
    holds = {
        CANCELLED: event.status is EventStatus.CANCELLED,
        DATE_TO_COME: event.status is EventStatus.POSTPONED,
        SOLD_OUT: event.sold_out,
    }
    return holds.get(phase, True)


async def _slots(
    session: AsyncSession, ripple: Ripple, posts: Sequence[Post], following: Event | None, now: datetime
) -> dict[UUID, Slot]:
    """New places in time, of the posts that get one: the evening moved, or an embargo is in their way."""
    slots: dict[UUID, Slot] = {}
    old, new = ripple.before, ripple.after
    if any(getattr(old, fact) != getattr(new, fact) for fact in DATING):
        happening = happening_of(new, following)
        expected = await expected_slots(session, ripple.campaign, posts, happening, now)
        main = [post for post in posts if post.story_of_id is None]
        slots = _planned_anew(posts, places_of(ripple.campaign, main, happening, expected), now)
    if new.announce_at is not None and new.announce_at > now:
        slots |= _behind_embargo(new, posts, slots)
    return slots


def _planned_anew(posts: Sequence[Post], places: Mapping[UUID, Place | None], now: datetime) -> dict[UUID, Slot]:
    """Where the plan has each post now; one whose moment has passed with the new date is dropped."""
    passed = Slot(now, now - INSTANT, None)
    slots = {}
    for post in posts:
        place, kept = places.get(post.id), wall_slot(post.slot)
        caught_up = kept is not None and kept.caught_up
        if place is not None and caught_up and place.due_at < now <= post.due_at <= place.not_after:
            continue  # its hour has passed all along; the one it caught up at is as good as before
        if place is not None and (place.due_at >= now or place.due_at == post.due_at):
            slots[post.id] = Slot(place.due_at, place.not_after, place.slot)
        elif post.id in places and post.slot and not tells_another(post):  # without one, nobody knows what it meant
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
