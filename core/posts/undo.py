"""Go back to an earlier version of a post: its content as a new revision, which is judged like any other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, approve, reopen
from core.approvals.given import decisions, made_void
from core.approvals.policy import approvers, check_may_edit
from core.approvals.rules import policy_of
from core.errors import NotNow
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.frame import put_back
from core.posts.history import origin, revisions_of, version_before, with_number
from core.posts.model import Post, PostStatus, Revision
from core.posts.planned import insist_publishable
from core.posts.revision import freeze_again, get_post
from core.workspaces.members import members
from core.workspaces.model import Member

FIRST = "This is its first version; there is nothing to go back to."


async def undo(
    session: AsyncSession,
    member: Member,
    post_id: UUID,
    now: datetime,
    *,
    revision_number: int | None = None,
    to: int | None = None,
) -> Post:
    """Bring the version before back, or the one with the number `to`; a wish that is not answered yet is dropped first.

    Raises NotNow when there is nothing to go back to, and when the post moved on from `revision_number`.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if revision_number not in (None, post.revision):
        raise NotNow(STALE)
    if post.status is PostStatus.CHANGES_REQUESTED and post.request and to is None:
        return await _drop_wish(session, post)
    revisions = await revisions_of(session, post)
    found = version_before(revisions, now) if to is None else with_number(revisions, to)
    if found is None and to is not None:
        raise NotNow(f"It has no version {to}. The newest is version {post.revision}.")
    if found is None or post.story_of_id is not None:
        raise NotNow(FIRST)
    await _bring_back(session, member, post, origin(revisions, found), now)
    await post_changed(session, post)
    return post


async def back_to_approved(
    session: AsyncSession, member: Member, post_id: UUID, revision_number: int, now: datetime
) -> Post:
    """Bring back what somebody had said yes to before it was changed.

    Nobody's old yes is taken for a new one: between the two somebody wanted something else. Whoever may say yes says it
    with this press, and the post is scheduled when it is, to the byte and the minute, what was approved.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number:
        raise NotNow(STALE)
    approved = made_void(await decisions(session, post))
    revisions = await revisions_of(session, post)
    found = with_number(revisions, approved.revision) if approved else None
    if approved is None or found is None:
        raise NotNow("Nobody had approved an earlier version.")
    frozen = await _bring_back(session, member, post, origin(revisions, found), now)
    people = approvers(await members(session, member.workspace_id), frozen.author_id, await policy_of(session, post))
    as_approved = post.status is PostStatus.IN_REVIEW and frozen.fingerprint == approved.fingerprint
    if as_approved and now <= post.due_at and post.account_id and any(one.id == member.id for one in people):
        await approve(session, member, post.id, post.revision, now)
    else:
        await post_changed(session, post)
    return post


async def _drop_wish(session: AsyncSession, post: Post) -> Post:
    """Whoever is writing finds that nobody waits for it any more."""
    post.request, post.requested_by_id = "", None
    await reopen(session, post)
    await carry_on(session, post)
    await post_changed(session, post)
    return post


async def _bring_back(session: AsyncSession, member: Member, post: Post, old: Revision, now: datetime) -> Revision:
    """Freeze it as the newest revision, by the same author: who may say yes to it is as it was."""
    await reopen(session, post)
    post.request, post.requested_by_id = "", None
    put_back(post, old.frame, now)
    frozen = await freeze_again(session, post, old, old.author_id, now, restores=old.number, made_by=member.id)
    await session.flush()
    await insist_publishable(session, post, old.caption)
    await carry_on(session, post)
    return frozen
