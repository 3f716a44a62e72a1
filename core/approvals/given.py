"""Yeses that were given: kept, read, withdrawn, never forgotten. Whether one may be given is decided in decide.py."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.model import Approval, Decision
from core.approvals.policy import Given, let_through
from core.approvals.rules import DEFAULT, policy_now
from core.audit.model import Deed
from core.audit.note import audit
from core.posts.model import Post
from core.workspaces.members import get_member
from core.workspaces.model import Member

AUDITED = {
    Decision.YES: Deed.SAID_YES,
    Decision.UNASKED: Deed.LET_GO,
    Decision.CHANGES: Deed.ASKED_FOR_CHANGES,
}
LETS_THROUGH = (Decision.YES, Decision.UNASKED)


async def record(
    session: AsyncSession,
    post: Post,
    member: Member,
    decision: Decision,
    fingerprint: str | None,
    now: datetime,
    words: str = "",
) -> None:
    """Keep a decision; a yes that stands already is kept once, as the newest."""
    if decision in LETS_THROUGH:
        await session.execute(
            delete(Approval)
            .where(*_standing(post), Approval.member_id == member.id)
            .execution_options(synchronize_session=False)
        )
    audit(session, member, AUDITED[decision], about=post.id, revision=post.revision)
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


def _standing(post: Post) -> tuple[ColumnElement[bool], ...]:
    """The yeses to the current revision that count, and what stands for one where none is needed."""
    return (
        Approval.workspace_id == post.workspace_id,
        Approval.post_id == post.id,
        Approval.revision == post.revision,
        Approval.decision.in_(LETS_THROUGH),
        Approval.withdrawn_at.is_(None),
    )


async def withdraw_approvals(
    session: AsyncSession, post: Post, *, taken_back_by: Member | None = None, only: Member | None = None
) -> None:
    """From now on no yes to the current revision counts; `only`: none of this person's."""
    given = await session.execute(select(Approval).where(*_standing(post)))
    for approval in given.scalars():
        if only is not None and approval.member_id != only.id:
            continue
        approval.withdrawn_at = session.info["clock"].now()
        approval.taken_back_by_id = taken_back_by.id if taken_back_by else None
        if taken_back_by:
            audit(session, taken_back_by, Deed.TOOK_BACK, about=post.id, revision=post.revision)
    await session.flush()


async def decisions(session: AsyncSession, post: Post) -> Sequence[Approval]:
    """Everything that was decided about a post, the oldest first."""
    found = await session.execute(
        select(Approval)
        .where(Approval.workspace_id == post.workspace_id, Approval.post_id == post.id)
        .order_by(Approval.revision, Approval.decided_at, Approval.id)
    )
    return found.scalars().all()


def made_void(decided: Sequence[Approval]) -> Approval | None:
    """The newest yes that a change made void and nobody took back; None when there is none."""
    void = (one for one in reversed(decided) if one.decision is Decision.YES and one.withdrawn_at)
    return next((one for one in void if one.taken_back_by_id is None), None)


async def approved_by(session: AsyncSession, post: Post) -> tuple[Approval, Member] | None:
    """The newest yes to the current revision, and who gave it."""
    approval = await _newest_yes(session, post)
    if approval is None:
        return None
    return approval, await get_member(session, post.workspace_id, approval.member_id)


async def standing(session: AsyncSession, post: Post) -> Sequence[Approval]:
    """Every yes to the current revision that counts, the oldest first."""
    found = await session.execute(select(Approval).where(*_standing(post)).order_by(Approval.decided_at, Approval.id))
    return found.scalars().all()


async def standing_of(
    session: AsyncSession, workspace_id: UUID, posts: Sequence[UUID]
) -> Mapping[UUID, list[Approval]]:
    """The same for many posts, in one read."""
    rows = await session.execute(
        select(Approval)
        .join(Post, Post.id == Approval.post_id)
        .where(
            Approval.workspace_id == workspace_id,
            Approval.post_id.in_(posts),
            Approval.revision == Post.revision,
            Approval.decision.in_(LETS_THROUGH),
            Approval.withdrawn_at.is_(None),
        )
        .order_by(Approval.decided_at, Approval.id)
    )
    said: dict[UUID, list[Approval]] = defaultdict(list)
    for row in rows.scalars():
        said[row.post_id].append(row)
    return said


async def approved_fingerprint(session: AsyncSession, post: Post, author_id: UUID | None) -> str | None:
    """What enough people said yes to, by the rule as it is now; None when more are needed. One read."""
    found = await session.execute(
        select(Approval.member_id, Approval.fingerprint, Approval.decision, policy_now(post).label("policy"))
        .where(*_standing(post))
        .order_by(Approval.decided_at, Approval.id)
    )
    rows = found.all()
    given = [Given(row.member_id, row.fingerprint, row.decision is Decision.UNASKED) for row in rows]
    return let_through(rows[0].policy or DEFAULT, given, author_id) if rows else None


async def people_of(session: AsyncSession, post: Post) -> set[UUID]:
    """Who said yes to the current revision."""
    return {one.member_id for one in await standing(session, post) if one.decision is Decision.YES}


def as_given(approvals: Sequence[Approval]) -> list[Given]:
    """Rows as the rules look at them."""
    return [Given(one.member_id, one.fingerprint, one.decision is Decision.UNASKED) for one in approvals]


async def _newest_yes(session: AsyncSession, post: Post) -> Approval | None:
    found = await session.execute(
        select(Approval).where(*_standing(post)).order_by(Approval.decided_at.desc()).limit(1)
    )
    return found.scalar_one_or_none()
