"""Say yes, ask for changes, take a yes back. Every decision locks the post and is bound to what was seen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.queries import check_connected
from core.approvals.given import approved_by, record, withdraw_approvals
from core.approvals.model import Decision
from core.approvals.policy import check_may_approve, check_may_edit
from core.errors import InvalidAnswer, NotNow
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus, Revision
from core.posts.planned import insist_publishable
from core.posts.queue import enter_schedule
from core.posts.revision import current_revision, get_post
from core.posts.story_beside import put_story_away, story_beside
from core.posts.transitions import IN_WORDS, move
from core.templates.opinions import note_use
from core.workspaces.members import members
from core.workspaces.model import Member

STALE = "This is an older version of the post. The card shows the current one now."
LONGEST_REQUEST = 2000


async def approve(session: AsyncSession, member: Member, post_id: UUID, revision_number: int, now: datetime) -> Post:
    """One person's yes to exactly the revision they saw; the default policy needs one, so the post is scheduled."""
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    await _check_still_current(session, post, revision_number)
    revision = await current_revision(session, post)
    check_may_approve(member, await members(session, member.workspace_id), revision.author_id)
    await check_connected(session, member.workspace_id, post.account_id)
    if now > post.not_after:
        raise NotNow("It is too late for this post to go out. Reschedule it or skip it.")
    if revision.fingerprint is None:
        raise NotNow("Its picture is still being painted. The card shows it in a moment.")
    await insist_publishable(session, post, revision.caption)
    await _say_yes(session, member, post, revision, now)
    if (story := await story_beside(session, post, revision, now)) is not None:
        await _say_yes(session, member, *story, now)
    return post


async def count_again(session: AsyncSession, post: Post, now: datetime) -> None:
    """A yes that stood all along counts again: the post goes back to the schedule, and its story with it."""
    enter_schedule(post, now)
    given = await approved_by(session, post)
    story = await story_beside(session, post, await current_revision(session, post), now) if given else None
    if given and story:
        await _say_yes(session, given[1], *story, now)


async def _say_yes(session: AsyncSession, member: Member, post: Post, revision: Revision, now: datetime) -> None:
    await record(session, post, member, Decision.YES, revision.fingerprint, now)
    await note_use(session, post, now)
    move(post, PostStatus.APPROVED)
    enter_schedule(post, now)
    await post_changed(session, post)


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
    return [
        await approve(session, member, post.id, post.revision, now)
        for post in in_time
        if post.status is PostStatus.IN_REVIEW  # the yes to a post may have been one to its story, too
    ]


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
    tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    await post_changed(session, post)
    return post


async def take_back(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Undo a yes while the post has not left yet."""
    if not member.role.may_approve:
        check_may_approve(member, await members(session, member.workspace_id), None)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status not in (PostStatus.SCHEDULED, PostStatus.APPROVED):
        raise NotNow(f"This post is {IN_WORDS[post.status]}; there is no yes to take back.")
    await reopen(session, post, taken_back_by=member)
    await post_changed(session, post)
    return post


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
        raise NotNow(f"{given[1].name if given else 'Somebody'} approved this already. Nothing left to do.")
    if post.status is not PostStatus.IN_REVIEW:
        raise NotNow(f"This post is {IN_WORDS[post.status]}, so there is nothing to approve now.")
