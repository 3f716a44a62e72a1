"""Say yes, ask for changes, take a yes back. Every decision locks the post and is bound to what was seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.queries import check_connected
from core.approvals.given import approved_by, as_given, people_of, record, standing, withdraw_approvals
from core.approvals.model import PRESSED, Approval, Decision
from core.approvals.policy import approvers, check_may_approve, check_may_edit, let_through, spoken_list
from core.approvals.rules import policy_of
from core.approvals.tally import tally_of
from core.errors import InvalidAnswer, NotNow
from core.events.allows import insist_event_allows
from core.installs.onboarding import onboarding_changed
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus, Revision
from core.posts.planned import insist_publishable
from core.posts.queue import enter_schedule, to_schedule
from core.posts.revision import current_revision, get_post
from core.posts.story_beside import put_story_away, story_beside
from core.posts.transitions import IN_WORDS, move
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.templates.opinions import note_use
from core.workspaces.members import get_member, members
from core.workspaces.model import Member

STALE = "This is an older version of the post. The card shows the current one now."
LONGEST_REQUEST = 2000


async def approve(session: AsyncSession, member: Member, post_id: UUID, revision_number: int, now: datetime) -> Post:
    """One person's yes to exactly the revision they saw; with enough of them the post is scheduled."""
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    await _check_still_current(session, post, revision_number)
    revision = await current_revision(session, post)
    people, policy = await members(session, member.workspace_id), await policy_of(session, post)
    check_may_approve(member, people, revision.author_id, policy)
    await check_connected(session, member.workspace_id, post.account_id)
    await insist_event_allows(session, post)
    if now > post.not_after:
        raise NotNow("It is too late for this post to go out. Reschedule it or skip it.")
    if revision.fingerprint is None:
        raise NotNow("Its picture is still being painted. The card shows it in a moment.")
    await insist_publishable(session, post, revision.caption)
    tally = await tally_of(session, post, revision.author_id)
    if not tally.enough and member.id in await people_of(session, post):
        raise NotNow(f"You said yes already. {tally.in_words}.")
    counts_anywhere = any(member.id == one.id for one in approvers(people, revision.author_id))
    decision = Decision.YES if counts_anywhere else Decision.UNASKED  # a press where no yes is needed
    await record(session, post, member, decision, revision.fingerprint, now, PRESSED if not counts_anywhere else "")
    track(session, Tracked.POST_APPROVED, post.workspace_id, member.id, format=post.format, revision=post.revision)
    given = await standing(session, post)
    if let_through(policy, as_given(given), revision.author_id) is None:
        await post_changed(session, post)
    else:
        await let_go(session, post, revision, given, now)
    await onboarding_changed(session, member.workspace_id)
    return post


async def count_again(session: AsyncSession, post: Post, now: datetime) -> None:
    """Yeses that stood all along count again: the post goes back to the schedule, and its story with it."""
    await insist_event_allows(session, post)
    enter_schedule(post, now)
    await _let_story_go(session, post, await current_revision(session, post), await standing(session, post), now)


async def let_go(
    session: AsyncSession, post: Post, revision: Revision, given: Sequence[Approval], now: datetime
) -> None:
    """Enough was said: to the schedule, and with the story beside it."""
    await note_use(session, post, now)
    move(post, PostStatus.APPROVED)
    await to_schedule(session, post, now)
    await post_changed(session, post)
    await _let_story_go(session, post, revision, given, now)


async def _let_story_go(
    session: AsyncSession, post: Post, revision: Revision, given: Sequence[Approval], now: datetime
) -> None:
    """Everybody who said yes to a post said yes to its story."""
    found = await story_beside(session, post, revision, now) if given else None
    if found is None:
        return
    story, frozen = found
    for one in given:
        person = await get_member(session, post.workspace_id, one.member_id)
        await record(session, story, person, one.decision, frozen.fingerprint, now)
    move(story, PostStatus.APPROVED)
    await to_schedule(session, story, now)
    await post_changed(session, story)


async def approve_all(session: AsyncSession, member: Member, campaign_id: UUID, now: datetime) -> list[Post]:
    """A yes to every post of a campaign that waits for one; raises NotNow when none does."""
    waiting = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == member.workspace_id,
            Post.campaign_id == campaign_id,
            Post.status == PostStatus.IN_REVIEW,
        )
        .order_by(Post.due_at)
    )
    posts = list(waiting.scalars())
    if not posts:
        raise NotNow("Nothing waits for a yes here.")
    in_time = [post for post in posts if now <= post.not_after]
    if not in_time:
        raise NotNow("It is too late for all of them. Reschedule or skip them one by one.")
    unsaid = [post for post in in_time if await _wants_yes_of(session, post, member)]
    if not unsaid:
        raise NotNow("You said yes to all of them already; they wait for somebody else's.")
    return [
        await approve(session, member, post.id, post.revision, now)
        for post in unsaid
        if post.status is PostStatus.IN_REVIEW  # the yes to a post may have been one to its story, too
    ]


async def _wants_yes_of(session: AsyncSession, post: Post, member: Member) -> bool:
    """Whether a press of this person adds anything: who said yes already waits for the others, too."""
    if member.id not in await people_of(session, post):
        return True
    return (await tally_of(session, post, (await current_revision(session, post)).author_id)).enough


async def request_changes(
    session: AsyncSession, member: Member, post_id: UUID, words: str, now: datetime, revision_number: int | None = None
) -> Post:
    """Ask for a new draft in words; a yes that was given no longer counts."""
    check_may_edit(member)
    words = words.strip()
    if not words:
        raise InvalidAnswer("Tell me in a few words what should change.", field="words")
    if len(words) > LONGEST_REQUEST:
        raise InvalidAnswer(f"That is long. Up to {LONGEST_REQUEST:,} characters are fine.", field="words")
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if revision_number is not None and revision_number != post.revision:
        raise NotNow(STALE)
    unanswered = post.request if post.status is PostStatus.CHANGES_REQUESTED else ""
    await reopen(session, post)
    revision = await current_revision(session, post)
    await record(session, post, member, Decision.CHANGES, revision.fingerprint, now, words)
    post.request = f"{unanswered}\n{words}".strip()
    post.requested_by_id = member.id
    move(post, PostStatus.CHANGES_REQUESTED)
    track(session, Tracked.CHANGES_REQUESTED, post.workspace_id, member.id, format=post.format, revision=post.revision)
    tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    await post_changed(session, post)
    return post


async def take_back(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Undo a yes while the post has not left yet; one of two, while it waits for the other, only by who gave it."""
    if not member.role.may_approve:
        check_may_approve(member, await members(session, member.workspace_id), None)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status is PostStatus.IN_REVIEW:
        await _take_own_back(session, member, post)
        await post_changed(session, post)
        return post
    if post.status not in (PostStatus.SCHEDULED, PostStatus.APPROVED):
        raise NotNow(f"This post is {IN_WORDS[post.status]}; there is no yes to take back.")
    await reopen(session, post, taken_back_by=member)
    await post_changed(session, post)
    return post


async def _take_own_back(session: AsyncSession, member: Member, post: Post) -> None:
    if member.id not in await people_of(session, post):
        said = [await get_member(session, post.workspace_id, one) for one in await people_of(session, post)]
        names = spoken_list(sorted(person.name for person in said))
        raise NotNow(f"Only {names} can take that yes back." if said else "There is no yes to take back.")
    await withdraw_approvals(session, post, taken_back_by=member, only=member)


async def reopen(session: AsyncSession, post: Post, *, taken_back_by: Member | None = None) -> None:
    """Back to review: approvals of the current revision are withdrawn."""
    if post.status in (PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED):
        raise NotNow(f"This post is {IN_WORDS[post.status]}; it can't be changed from here any more.")
    if post.status is not PostStatus.IN_REVIEW:
        move(post, PostStatus.IN_REVIEW)
    await withdraw_approvals(session, post, taken_back_by=taken_back_by)
    await put_story_away(session, post)


async def _check_still_current(session: AsyncSession, post: Post, revision_number: int) -> None:
    if revision_number != post.revision:
        raise NotNow(STALE)
    if post.status in (PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.PUBLISHED):
        given = await approved_by(session, post)
        if given and given[0].decision is Decision.UNASKED:
            raise NotNow("It goes out by itself, no yes is needed. Nothing left to do.")
        raise NotNow(f"{given[1].name if given else 'Somebody'} approved this already. Nothing left to do.")
    if post.status is not PostStatus.IN_REVIEW:
        raise NotNow(f"This post is {IN_WORDS[post.status]}, so there is nothing to approve now.")
