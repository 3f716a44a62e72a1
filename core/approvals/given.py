"""Yeses that were given: kept, read, withdrawn. Whether one may be given is decided elsewhere (decide.py)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.model import Approval, Decision
from core.posts.model import Post
from core.workspaces.members import get_member
from core.workspaces.model import Member


async def record(
    session: AsyncSession,
    post: Post,
    member: Member,
    decision: Decision,
    fingerprint: str | None,
    now: datetime,
    words: str = "",
) -> None:
    """Keep a decision; the same one by the same person on the same revision is kept once, with its newest words."""
    await session.execute(
        delete(Approval)
        .where(
            Approval.workspace_id == post.workspace_id,
            Approval.post_id == post.id,
            Approval.revision == post.revision,
            Approval.member_id == member.id,
            Approval.decision == decision,
        )
        .execution_options(synchronize_session=False)
    )
    session.add(
        Approval(
            id=uuid4(),
            workspace_id=post.workspace_id,
            post_id=post.id,
            revision=post.revision,
            member_id=member.id,
            decision=decision,
            fingerprint=fingerprint,
            words=words,
            decided_at=now,
        )
    )


async def withdraw_approvals(session: AsyncSession, post: Post) -> None:
    given = await session.execute(
        select(Approval).where(
            Approval.workspace_id == post.workspace_id,
            Approval.post_id == post.id,
            Approval.revision == post.revision,
            Approval.decision == Decision.YES,
        )
    )
    for approval in given.scalars():
        await session.delete(approval)
    await session.flush()


async def approved_by(session: AsyncSession, post: Post) -> tuple[Approval, Member] | None:
    """The newest yes to the current revision, and who gave it."""
    approval = await _newest_yes(session, post)
    if approval is None:
        return None
    return approval, await get_member(session, post.workspace_id, approval.member_id)


async def approved_fingerprint(session: AsyncSession, post: Post) -> str | None:
    """What the newest yes to the current revision was about; None when nobody said yes."""
    approval = await _newest_yes(session, post)
    return None if approval is None else approval.fingerprint


async def _newest_yes(session: AsyncSession, post: Post) -> Approval | None:
    found = await session.execute(
        select(Approval)
        .where(
            Approval.workspace_id == post.workspace_id,
            Approval.post_id == post.id,
            Approval.revision == post.revision,
            Approval.decision == Decision.YES,
        )
        .order_by(Approval.decided_at.desc())
        .limit(1)
    )
    return found.scalar_one_or_none()
