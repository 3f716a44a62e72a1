"""Ask somebody for their yes: once for each version, whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import approvers, present
from core.approvals.rules import policy_of
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotNow
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision
from core.trail.model import TrailEntry, What
from core.trail.note import note
from core.workspaces.members import get_member, members
from core.workspaces.model import Member


async def who_may(session: AsyncSession, post: Post) -> list[Member]:
    """Whose yes to it would count, and who is there to give it."""
    people = await members(session, post.workspace_id)
    return present(approvers(people, (await current_revision(session, post)).author_id, await policy_of(session, post)))


async def ask_for_yes(session: AsyncSession, member: Member, posts: Sequence[Post], asked: Member) -> list[Post]:
    """Note for which of these posts they are asked now; raises NotNow when none waits, or they were asked for all."""
    check(member, Right.ASK_FOR_YES)
    waiting = [post for post in posts if post.status is PostStatus.IN_REVIEW]
    if not waiting:
        raise NotNow("Nothing waits for a yes here any more.")
    before = await _asked_before(session, waiting, asked.id)
    new = [post for post in waiting if (post.id, post.revision) not in before]
    if not new:
        asker = before[waiting[0].id, waiting[0].revision]
        name = (await get_member(session, member.workspace_id, asker)).name if asker else "Somebody"
        raise NotNow(f"{asked.name} was asked by {name} already.")
    for post in new:
        note(session, post, member, What.ASKED, about_id=asked.id)
    await session.flush()
    return new


async def _asked_before(
    session: AsyncSession, posts: Sequence[Post], asked_id: UUID
) -> dict[tuple[UUID, int], UUID | None]:
    """(post, revision) -> who asked."""
    found = await session.execute(
        select(TrailEntry.post_id, TrailEntry.revision, TrailEntry.member_id).where(
            TrailEntry.workspace_id == posts[0].workspace_id,
            TrailEntry.post_id.in_([post.id for post in posts]),
            TrailEntry.what == What.ASKED,
            TrailEntry.about_id == asked_id,
        )
    )
    return {(row.post_id, row.revision): row.member_id for row in found}
