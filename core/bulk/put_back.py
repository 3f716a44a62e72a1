"""Undo a change of many posts: for ten minutes, and only what is still as the change left it.

Whatever went out or was changed by somebody meanwhile is left alone, and said. A yes is put back only where what it
was about is, to the byte and the minute, what is there again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import count_again, reopen
from core.approvals.given import record
from core.approvals.model import Decision
from core.approvals.policy import check_may_edit
from core.bulk.begin import get_change
from core.bulk.candidates import candidates, locked
from core.bulk.memory import Memory, State, remembered, state_of
from core.bulk.model import BulkChange
from core.bulk.preview import QUEUED, SENT
from core.errors import NotNow, PersonCanFix
from core.posts.as_approved import is_as_approved
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.queue import is_paused, to_schedule
from core.posts.revision import current_revision, fingerprint, freeze_again
from core.posts.transitions import IN_WORDS, move
from core.workspaces.members import members
from core.workspaces.model import Member

POSSIBLE_FOR = timedelta(minutes=10)
TOO_LATE = "That can be undone for ten minutes, and they are over. Each card still has its own buttons."
MAKING = (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED)
"""While one is written or painted it goes on by itself."""


@dataclass(frozen=True)
class PutBack:
    """How it ended for one post: `left` says why it was not put back, `note` what is not quite as it was."""

    title: str
    event: str
    left: str = ""
    note: str = ""


async def put_back(session: AsyncSession, member: Member, change_id: UUID, now: datetime) -> list[PutBack]:
    """Raises NotNow when it was not done, was undone already, or is too long ago."""
    check_may_edit(member)
    change = await get_change(session, member.workspace_id, change_id, lock=True)
    if change.done_at is None:
        raise NotNow("Nothing was done yet.")
    if change.undone_at is not None:
        raise NotNow("That was undone already.")
    if now > change.done_at + POSSIBLE_FOR:
        raise NotNow(TOO_LATE)
    memories = remembered(change.before)
    ids = [memory.post_id for memory in memories]
    posts = {post.id: post for post in await locked(session, change.workspace_id, ids)}
    named = {one.id: one for one in await candidates(session, change.workspace_id, ids)}
    ended = []
    for memory in memories:
        if memory.post_id in posts:
            left, note = await _one(session, member, posts[memory.post_id], memory, now)
            about = named[memory.post_id]
            ended.append(PutBack(about.title, about.event, left, note))
    change.undone_at = now
    return ended


async def last_change(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, now: datetime) -> BulkChange | None:
    """What was done to a whole campaign within the last minutes and could be undone."""
    found = await session.execute(
        select(BulkChange)
        .where(
            BulkChange.workspace_id == workspace_id,
            BulkChange.campaign_id == campaign_id,
            BulkChange.done_at > now - POSSIBLE_FOR,
            BulkChange.undone_at.is_(None),
        )
        .order_by(BulkChange.done_at.desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


async def _one(session: AsyncSession, member: Member, post: Post, memory: Memory, now: datetime) -> tuple[str, str]:
    """(why it was left, what is not as before)."""
    if left := _touched(post, await state_of(session, post), memory):
        return left, ""
    try:
        async with session.begin_nested():
            note = await _restored(session, member, post, memory.before, now)
    except PersonCanFix as error:
        await session.refresh(post)
        return error.message.rstrip("."), ""
    await post_changed(session, post)
    return "", note


def _touched(post: Post, is_now: State, memory: Memory) -> str:
    if post.status in SENT:
        return f"it is {IN_WORDS[post.status]}"
    after = memory.after
    if is_now.due_at != after.due_at:
        return "somebody moved it meanwhile"
    same = (is_now.status, is_now.revision, is_now.yeses) == (after.status, after.revision, after.yeses)
    went_on = after.status in MAKING and is_now.status in (*MAKING, PostStatus.IN_REVIEW)
    return "" if same or went_on else "somebody changed it meanwhile"


async def _restored(session: AsyncSession, member: Member, post: Post, before: State, now: datetime) -> str:
    """Its slot, its place in its life, and the yeses that fit what is there again."""
    moved = post.due_at != before.due_at
    judged = post.status not in (*MAKING, PostStatus.HELD)
    if moved and judged:
        await reopen(session, post)
    post.due_at, post.not_after, post.reminded = before.due_at, before.not_after, before.reminded
    if moved and judged:
        await _freeze_as_it_was(session, member, post, before, now)
    if before.status in QUEUED:
        return await _queued_again(session, post, before, now)
    if before.status is PostStatus.HELD:
        if post.status is not PostStatus.HELD:
            _to_review(post)
            move(post, PostStatus.HELD)
            post.paused = before.paused
        await _give_back(session, post, before)
        return ""
    if before.status in MAKING and post.status in (*MAKING, PostStatus.IN_REVIEW):
        return ""  # it goes on where it stands
    if post.status is not PostStatus.IN_REVIEW:
        await reopen(session, post)
    await _give_back(session, post, before)
    await carry_on(session, post)
    return ""


async def _queued_again(session: AsyncSession, post: Post, before: State, now: datetime) -> str:
    given = await _give_back(session, post, before)
    if given and await is_paused(session, post):
        _to_review(post)
        move(post, PostStatus.APPROVED)
        await to_schedule(session, post, now)
        return "its campaign is paused, so it is held with it"
    if given and now <= post.due_at:
        if post.status is not PostStatus.HELD:
            _to_review(post)
            move(post, PostStatus.APPROVED)
        await count_again(session, post, now)
        return ""
    await reopen(session, post)
    await carry_on(session, post)
    if given:
        return "its hour has passed, so it waits for a yes again"
    return "its yes does not count any more, so it waits for one again"


def _to_review(post: Post) -> None:
    """Every way back leads through the review."""
    if post.status is not PostStatus.IN_REVIEW:
        move(post, PostStatus.IN_REVIEW)


async def _freeze_as_it_was(session: AsyncSession, member: Member, post: Post, before: State, now: datetime) -> None:
    """The same words and pictures for the old slot: as a new revision that says which one it restores."""
    old = await current_revision(session, post)
    await freeze_again(session, post, old, old.author_id, now, restores=before.revision, made_by=member.id)
    await session.flush()


async def _give_back(session: AsyncSession, post: Post, before: State) -> bool:
    """Record again the yeses that were made void and fit; whether enough of them stand now."""
    if not before.yeses or not post.revision:
        return False
    print_ = fingerprint(post, await current_revision(session, post))
    standing = {yes.member_id for yes in (await state_of(session, post)).yeses}
    able = {one.id: one for one in await members(session, post.workspace_id) if one.role.may_edit}
    for yes in before.yeses:
        fits = yes.fingerprint == print_ and yes.member_id in able and yes.member_id not in standing
        if fits and (able[yes.member_id].role.may_approve or yes.decision is Decision.UNASKED):
            await record(session, post, able[yes.member_id], yes.decision, print_, yes.decided_at, yes.words)
    await session.flush()
    return await is_as_approved(session, post)
