"""Do what was shown to all posts in one transaction, each under its row's lock: nobody is sent in between."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import approve, reopen
from core.approvals.policy import approvers, check_may_edit
from core.approvals.rules import policy_of
from core.bulk.begin import check_open, get_change, previewed
from core.bulk.candidates import locked
from core.bulk.memory import Memory, state_of
from core.bulk.model import BulkKind
from core.bulk.preview import QUEUED, Line, Preview
from core.errors import NotNow, PersonCanFix
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, same_again
from core.posts.schedule import hold, resume, skip
from core.workspaces.members import members
from core.workspaces.model import Member


@dataclass(frozen=True)
class Outcome:
    """done: what happened. Not done, because something changed since it was shown: what would happen now."""

    preview: Preview
    done: bool


Deed = Callable[[AsyncSession, Member, Post, Line, datetime], Awaitable[None]]


async def carry_out(session: AsyncSession, member: Member, change_id: UUID, now: datetime) -> Outcome:
    """Raises NotNow when it was done or left already, or when nothing would happen."""
    check_may_edit(member)
    change = await get_change(session, member.workspace_id, change_id, lock=True)
    check_open(change)
    if change.kind is None or change.shown is None:
        raise NotNow("Choose first what shall happen.")
    posts = {post.id: post for post in await locked(session, change.workspace_id, list(map(UUID, change.post_ids)))}
    found = await previewed(session, member, change, now)
    if found.fingerprint != change.shown:
        change.shown = found.fingerprint
        return Outcome(found, done=False)
    if not found.changing:
        raise NotNow("Nothing would change.")
    lines, memories = [], []
    for line in found.lines:
        if not line.stays:
            line, memory = await _one(session, member, posts[line.post.id], line, _DEEDS[change.kind], now)
            memories += [memory] if memory else []
        lines.append(line)
    change.before = [memory.stored() for memory in memories]
    change.done_at = now
    return Outcome(replace(found, lines=tuple(lines)), done=True)


async def _one(
    session: AsyncSession, member: Member, post: Post, line: Line, deed: Deed, now: datetime
) -> tuple[Line, Memory | None]:
    """What cannot be done to one post after all is said of it, and keeps the others from nothing."""
    before = await state_of(session, post)
    try:
        async with session.begin_nested():
            await deed(session, member, post, line, now)
    except PersonCanFix as error:
        await session.refresh(post)
        return replace(line, stays=error.message.rstrip(".")), None
    return line, Memory(post.id, before, await state_of(session, post))


async def _hold(session: AsyncSession, member: Member, post: Post, _: Line, __: datetime) -> None:
    await hold(session, member, post.id)


async def _skip(session: AsyncSession, member: Member, post: Post, _: Line, __: datetime) -> None:
    await skip(session, member, post.id)


async def _resume(session: AsyncSession, member: Member, post: Post, _: Line, now: datetime) -> None:
    await resume(session, member, post.id, now)


async def _approve(session: AsyncSession, member: Member, post: Post, _: Line, now: datetime) -> None:
    if post.status is PostStatus.IN_REVIEW:  # the yes to a post may have been one to its story, too
        await approve(session, member, post.id, post.revision, now)


async def _shift(session: AsyncSession, member: Member, post: Post, line: Line, now: datetime) -> None:
    """Its window stays: it hangs on the event, which did not move. What is held stays held, at its new hour."""
    assert line.to is not None  # noqa: S101 - every line that moves has one
    queued = post.status in QUEUED
    judged = queued or post.status is PostStatus.IN_REVIEW
    if judged:
        await reopen(session, post)
    post.due_at, post.reminded = line.to, 0
    if judged:
        author = (await current_revision(session, post)).author_id
        await same_again(session, post, author, now, made_by=member.id)
        await session.flush()
        people = approvers(await members(session, member.workspace_id), author, await policy_of(session, post))
        if queued and any(one.id == member.id for one in people):
            await approve(session, member, post.id, post.revision, now)
            return
    await post_changed(session, post)


_DEEDS: dict[BulkKind, Deed] = {
    BulkKind.HOLD: _hold,
    BulkKind.SKIP: _skip,
    BulkKind.RESUME: _resume,
    BulkKind.APPROVE: _approve,
    BulkKind.SHIFT: _shift,
}
