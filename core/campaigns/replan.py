"""A campaign's posts after its event changed: put where the plan has them now.

Nothing that was approved moves silently: it loses its yes and asks for a new one. What a person moved by hand keeps its
hour and its distance in days to the event. What finds no place any more is held and says why. Done twice, the second
time changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.decide import reopen
from core.campaigns.begun import has_begun
from core.campaigns.cadence import Cadence
from core.campaigns.happening import Happening, happening_of
from core.campaigns.model import Campaign
from core.campaigns.new_post import new_post, placed
from core.campaigns.next_event import event_after
from core.campaigns.plan import Slot, dated, plan
from core.campaigns.plan_of import cadence_of
from core.errors import Cure
from core.events.model import Event
from core.events.moments import on_the_wall, to_local
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, same_again
from core.posts.schedule import ROOM
from core.posts.story_beside import put_story_away
from core.posts.transitions import move
from core.posts.wall_slot import WallSlot, wall_slot
from core.posts.what_to_say import what_to_say
from core.timing.keep_apart import keep_moved_apart

OPEN = (
    PostStatus.DRAFT,
    PostStatus.IN_REVIEW,
    PostStatus.CHANGES_REQUESTED,
    PostStatus.APPROVED,
    PostStatus.SCHEDULED,
    PostStatus.HELD,
)
APPROVED = (PostStatus.APPROVED, PostStatus.SCHEDULED)
PASSED = "By the new plan its hour was {when}, and that has passed. Reschedule it, or skip it."
NO_PLACE = "What it is about is not known of the event any more. Change it, or skip it."

Key = tuple[str, str]
"""A post's place in the plan: its phase and what it is about."""


@dataclass
class Replanned:
    """What became of the posts, by id."""

    moved: list[UUID] = field(default_factory=list)
    """Have another hour; nobody had said yes."""
    reopened: list[UUID] = field(default_factory=list)
    """Have another hour, and the yes they had does not count any more."""
    held: list[UUID] = field(default_factory=list)
    """Found no place any more; each says why."""
    added: list[UUID] = field(default_factory=list)
    """Became possible, because something became known."""

    def __bool__(self) -> bool:
        return bool(self.moved or self.reopened or self.held or self.added)


@dataclass(frozen=True)
class Place:
    """Where a post belongs now."""

    due_at: datetime
    not_after: datetime
    slot: WallSlot


def by_the_plan(followed: Cadence, happening: Happening) -> Mapping[Key, Slot]:
    """Where a plan has each place, whoever else is there: pure."""
    return {_key(slot): slot for slot in dated(followed, happening)}


async def expected_slots(
    session: AsyncSession, campaign: Campaign, posts: Iterable[Post], happening: Happening, now: datetime
) -> Mapping[Key, Slot]:
    """Where the plan has each place by now; what moves there keeps apart from all that the account has planned."""
    followed = cadence_of(campaign)
    expected = by_the_plan(followed, happening)
    moving = {}
    for post in posts:
        nominal = expected.get(_key_of(post, followed))
        stays = post.status not in OPEN or post.story_of_id is not None or _by_hand(post)
        if nominal is not None and not stays and now <= nominal.due_at != post.due_at:
            moving[post.id] = nominal
    apart = await keep_moved_apart(session, campaign, happening, moving, now)
    return {**expected, **{_key(slot): slot for slot in apart.values()}}


def places_of(
    campaign: Campaign, posts: Iterable[Post], happening: Happening, expected: Mapping[Key, Slot]
) -> dict[UUID, Place | None]:
    """Where each post belongs by its event as `happening` has it; None for one that finds no place any more."""
    followed = cadence_of(campaign)
    found: dict[UUID, Place | None] = {}
    for post in posts:
        kept = wall_slot(post.slot)
        nominal = expected.get(_key_of(post, followed))
        by_hand = _by_hand(post)
        if nominal is not None and not by_hand:
            found[post.id] = Place(nominal.due_at, nominal.not_after, placed(nominal, happening))
        elif nominal is None and not by_hand and followed.phase(post.phase) is not None:
            found[post.id] = None
        else:
            found[post.id] = _shifted(post, kept, happening)
    return found


async def add_what_became_known(session: AsyncSession, campaign: Campaign, now: datetime) -> Replanned:
    """Only the posts that the plan has for facts nobody knew before; the others stay where they are."""
    happening, done = await _happening(session, campaign), Replanned()
    await _add_new(session, campaign, await _posts(session, campaign), happening, now, done)
    campaign.knows = sorted(happening.knows)
    await session.flush()
    return done


async def add_the_next(session: AsyncSession, campaign: Campaign, now: datetime) -> Replanned:
    """The same where all that became known is what comes next."""
    happening, done = await _happening(session, campaign), Replanned()
    if "next" in happening.facts and "next" not in campaign.knows:
        await _add_new(session, campaign, await _posts(session, campaign), happening, now, done, only="next")
        campaign.knows = sorted({*campaign.knows, "next"})
        await session.flush()
    return done


async def replan(session: AsyncSession, campaign: Campaign, now: datetime) -> Replanned:
    """Put every open post of a campaign where it belongs by its event as it is now, and plan what became known since.

    Locks the posts. In the caller's transaction; drafts of what is added are rung for.
    """
    happening = await _happening(session, campaign)
    followed = cadence_of(campaign)
    posts = await _posts(session, campaign)
    expected = await expected_slots(session, campaign, posts, happening, now)
    done = Replanned()
    for post in posts:
        if post.status in OPEN and post.story_of_id is None:
            await _put(session, followed, post, expected, happening, now, done)
    await _add_new(session, campaign, posts, happening, now, done)
    campaign.knows = sorted(happening.knows)
    await session.flush()
    return done


async def _happening(session: AsyncSession, campaign: Campaign) -> Happening:
    found = await session.execute(
        select(Event).where(Event.workspace_id == campaign.workspace_id, Event.id == campaign.event_id)
    )
    event = found.scalar_one()
    return happening_of(event, await event_after(session, event))


async def _posts(session: AsyncSession, campaign: Campaign) -> list[Post]:
    found = await session.execute(
        select(Post)
        .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
        .order_by(Post.due_at, Post.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found.scalars())


def _by_hand(post: Post) -> bool:
    kept = wall_slot(post.slot)
    return kept is not None and (kept.moved or post.due_at != kept.at)


def _key(slot: Slot) -> Key:
    return slot.phase.key, "" if slot.phase.needs == "next" else slot.about


def _key_of(post: Post, followed: Cadence) -> Key:
    phase = followed.phase(post.phase)
    return post.phase, "" if phase is not None and phase.needs == "next" else post.about


async def _put(
    session: AsyncSession,
    followed: Cadence,
    post: Post,
    expected: Mapping[Key, Slot],
    happening: Happening,
    now: datetime,
    done: Replanned,
) -> None:
    kept = wall_slot(post.slot)
    nominal = expected.get(_key_of(post, followed))
    by_hand = _by_hand(post)
    if nominal is None and followed.phase(post.phase) is not None and not by_hand:
        await _hold(session, post, NO_PLACE, done)
        return
    if nominal is None or by_hand:
        place = _shifted(post, kept, happening)
    else:
        place = Place(nominal.due_at, nominal.not_after, placed(nominal, happening))
        if nominal.due_at < now and kept is not None and kept.caught_up and now <= post.due_at <= nominal.not_after:
            return  # its hour has passed all along; the one it caught up at is as good as before
    if place.due_at == post.due_at:
        post.not_after, post.slot = place.not_after, place.slot.stored()
    elif place.due_at < now:
        local = place.slot.local
        await _hold(session, post, PASSED.format(when=f"{local:%a} {local.day} {local:%b, %H:%M}"), done)
    else:
        await _move(session, post, place, now, done)


def _shifted(post: Post, kept: WallSlot | None, happening: Happening) -> Place:
    """The hour it has, as many days before or after the event as it was."""
    old = kept or WallSlot(
        local=to_local(post.due_at, happening.zone), zone=happening.zone, at=post.due_at, evening=happening.evening
    )
    local = old.local if old.at == post.due_at else to_local(post.due_at, old.zone)
    seen = on_the_wall(local + (happening.evening - old.evening), happening.zone)
    slot = replace(
        old, local=seen.local, zone=happening.zone, at=seen.at, evening=happening.evening, moved=True, note=seen.note
    )
    return Place(seen.at, max(seen.at + ROOM, post.not_after + (seen.at - post.due_at)), slot)


async def _move(session: AsyncSession, post: Post, place: Place, now: datetime, done: Replanned) -> None:
    was_approved = post.status in APPROVED
    held = post.status is PostStatus.HELD
    if not held:
        await reopen(session, post)
    post.due_at, post.not_after, post.slot, post.reminded = place.due_at, place.not_after, place.slot.stored(), 0
    if held:  # whoever resumes it looks at it anew: what is stored is not what was frozen
        await post_changed(session, post)
        done.moved.append(post.id)
        return
    if post.revision:
        author = (await current_revision(session, post)).author_id
        await same_again(session, post, author, now)
        await session.flush()
    await carry_on(session, post)
    await post_changed(session, post, say=await what_to_say(session, post))
    (done.reopened if was_approved else done.moved).append(post.id)


async def _hold(session: AsyncSession, post: Post, why: str, done: Replanned) -> None:
    if post.status is PostStatus.HELD and post.last_error == why:
        return
    if post.status is not PostStatus.HELD:
        move(post, PostStatus.HELD)
    post.last_error, post.cure = why, Cure.RESCHEDULE
    await put_story_away(session, post)
    await post_changed(session, post, say="post_held")
    done.held.append(post.id)


async def _add_new(
    session: AsyncSession,
    campaign: Campaign,
    posts: list[Post],
    happening: Happening,
    now: datetime,
    done: Replanned,
    *,
    only: str = "",
) -> None:
    """Posts for what nobody knew when the campaign was planned; whatever was dropped by hand stays dropped."""
    followed = cadence_of(campaign)
    there = {_key_of(post, followed) for post in posts}
    knew = frozenset(campaign.knows or ())
    for slot in plan(followed, happening, now):
        if _key(slot) in there or not _became_known(slot, happening.knows - knew):
            continue
        if only and slot.phase.needs != only:
            continue
        post = new_post(campaign, slot, happening)
        session.add(post)
        await session.flush()
        if await has_begun(session, campaign):  # all of a draft's posts are rung for at once, when their time comes
            tasks.draft_post.enqueue(session, post.workspace_id, post.id)
        done.added.append(post.id)


def _became_known(slot: Slot, news: frozenset[str]) -> bool:
    return slot.phase.needs in news or f"artist:{slot.about}" in news
