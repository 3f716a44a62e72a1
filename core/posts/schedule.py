"""Give a post its place in time: schedule, reschedule, post now, skip, hold, try again. Due times are rows."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import check_connected
from core.approvals.decide import approve, count_again, reopen
from core.approvals.policy import approvers, check_may_approve, check_may_edit
from core.approvals.rules import policy_of
from core.audit.model import Deed
from core.audit.note import audit
from core.errors import InvalidAnswer, NotNow
from core.events.allows import insist_event_allows
from core.posts.as_approved import has_fitting_yes, is_as_approved
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.queue import check_running, enter_schedule
from core.posts.revision import current_revision, fingerprint, get_post, same_again
from core.posts.story_beside import put_story_away
from core.posts.transitions import IN_WORDS, move
from core.posts.wall_slot import chosen
from core.posts.wall_time import evening_and_zone
from core.posts.what_to_say import what_to_say
from core.trail.model import What
from core.trail.note import note
from core.workspaces.members import members
from core.workspaces.model import Member

ROOM = timedelta(hours=12)
"""A rescheduled post may still go out this long after its new hour, unless its phase allows more."""


def check_slot(due_at: datetime, now: datetime) -> None:
    """Raise InvalidAnswer for a moment nothing can be planned for."""
    if due_at < now - timedelta(minutes=1):
        raise InvalidAnswer("That moment has passed. Pick one that is still to come.", field="when")
    if due_at > now + timedelta(days=400):
        raise InvalidAnswer("That is more than a year away. Is the date right?", field="when")


async def reschedule(
    session: AsyncSession, member: Member, post_id: UUID, due_at: datetime, now: datetime, *, room: timedelta = ROOM
) -> Post:
    """Move a post to another hour. The slot is part of what a yes is about: whoever may approve, approves by moving.

    room: how long after its new hour it may still go out in any case; what we propose stays within its window.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    check_slot(due_at, now)
    was_approved = post.status is PostStatus.SCHEDULED
    await reopen(session, post)
    post.due_at = due_at
    post.slot = chosen(due_at, *await evening_and_zone(session, post)).stored()
    note(session, post, member, What.MOVED, words=due_at.isoformat())
    post.reminded = 0
    post.not_after = max(post.not_after, due_at + room)
    await _freeze_again(session, member, post, now)
    await carry_on(session, post)
    if was_approved and post.status is PostStatus.IN_REVIEW and await yes_counts(session, member, post):
        await _approve_same(session, member, post, now)
    await post_changed(session, post, say=await what_to_say(session, post))
    return post


async def post_now(session: AsyncSession, member: Member, post_id: UUID, now: datetime) -> Post:
    """A yes and the present as slot, in one press; where another yes is missing, it goes when that is said."""
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status not in (PostStatus.IN_REVIEW, PostStatus.SCHEDULED, PostStatus.HELD, PostStatus.EXPIRED):
        raise NotNow(f"This post is {IN_WORDS[post.status]}, so it can't go out now.")
    await check_running(session, post)
    people, policy = await members(session, member.workspace_id), await policy_of(session, post)
    check_may_approve(member, people, await _author(session, post), policy)
    await reopen(session, post)
    note(session, post, member, What.SENT_NOW)
    post.due_at = now
    post.reminded = 0
    post.not_after = max(post.not_after, now + ROOM)
    await _freeze_again(session, member, post, now)
    await _approve_same(session, member, post, now)
    await post_changed(session, post)
    return post


async def skip(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Drop one post; the rest of the campaign stays. Wins against the publisher as long as nothing was sent."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status is PostStatus.CANCELLED:
        raise NotNow("This post was dropped already.")
    move(post, PostStatus.CANCELLED)
    note(session, post, member, What.DROPPED)
    await put_story_away(session, post)
    await post_changed(session, post)
    return post


async def hold(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Stop one post until somebody resumes it."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status is PostStatus.HELD:
        raise NotNow("This post is held already.")
    move(post, PostStatus.HELD)
    note(session, post, member, What.HELD)
    await put_story_away(session, post)
    await post_changed(session, post)
    return post


async def resume(session: AsyncSession, member: Member, post_id: UUID, now: datetime) -> Post:
    """Take a held or dropped post up again; a yes that still fits what it was about counts again."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status not in (PostStatus.HELD, PostStatus.CANCELLED):
        raise NotNow(f"This post is {IN_WORDS[post.status]}; there is nothing to resume.")
    await check_running(session, post)
    note(session, post, member, What.RESUMED)
    as_approved = await is_as_approved(session, post)
    stands = post.status is PostStatus.HELD and member.role.may_approve and now <= post.due_at and not post.outdated
    if stands and as_approved:
        await check_connected(session, post.workspace_id, post.account_id)
        await count_again(session, post, now)
    elif stands and await has_fitting_yes(session, post):
        move(post, PostStatus.IN_REVIEW)  # one of two: it still waits for the other
    else:
        await reopen(session, post)
        if not await _is_as_frozen(session, post):
            await _freeze_again(session, member, post, now)
        await carry_on(session, post)
    await post_changed(session, post)
    return post


async def stop_everything(session: AsyncSession, member: Member) -> list[Post]:
    """Hold every post of the workspace that would go out by itself."""
    check_may_edit(member)
    queued = await session.execute(
        select(Post)
        .where(Post.workspace_id == member.workspace_id, Post.status == PostStatus.SCHEDULED)
        .with_for_update()
    )
    held = list(queued.scalars())
    for post in held:
        move(post, PostStatus.HELD)
        note(session, post, member, What.HELD)
        await post_changed(session, post)
    audit(session, member, Deed.STOPPED_EVERYTHING, held=len(held))
    return held


async def try_again(session: AsyncSession, member: Member, post_id: UUID, now: datetime) -> Post:
    """Queue a post that failed for good once more; what was approved is unchanged."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status is not PostStatus.FAILED:
        raise NotNow(f"This post is {IN_WORDS[post.status]}; there is nothing to try again.")
    await check_running(session, post)
    await check_connected(session, post.workspace_id, post.account_id)
    await insist_event_allows(session, post)
    if post.outdated:
        raise NotNow("Its event changed since somebody said yes. Change it or approve it anew.")
    note(session, post, member, What.TRIED_AGAIN)
    post.not_after = max(post.not_after, now + timedelta(hours=1))
    enter_schedule(post, now)
    await post_changed(session, post)
    return post


async def _is_as_frozen(session: AsyncSession, post: Post) -> bool:
    """Whether what is stored is still what was painted and shown."""
    if post.revision == 0:
        return True
    revision = await current_revision(session, post)
    return revision.fingerprint in (None, fingerprint(post, revision))


async def _freeze_again(session: AsyncSession, member: Member, post: Post, now: datetime) -> None:
    """What people judge next is what is stored now; before the first draft there is nothing to freeze."""
    if post.revision:
        await same_again(session, post, await _author(session, post), now, made_by=member.id)
        await session.flush()


async def _author(session: AsyncSession, post: Post) -> UUID | None:
    return (await current_revision(session, post)).author_id


async def yes_counts(session: AsyncSession, member: Member, post: Post) -> bool:
    """Whether this member's yes to the post as it is would count."""
    people = await members(session, member.workspace_id)
    able = approvers(people, await _author(session, post), await policy_of(session, post))
    return any(person.id == member.id for person in able)


async def _approve_same(session: AsyncSession, member: Member, post: Post, now: datetime) -> None:
    await approve(session, member, post.id, post.revision, now)
