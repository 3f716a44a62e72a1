"""Claim due posts in batches, in SQL, so that cost follows what is due and no two workers hold the same post.

The post's own row is the task: a clock claims it and rings, a worker that hears the ring takes it. A claim that
nobody takes runs out and is made anew, with a higher fence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Update,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.columns import Instant
from core.database import Database, touched
from core.lease import LONGEST, ends_outside, is_over
from core.posts.model import Post, PostStatus, Priority
from core.tenancy import ACROSS_WORKSPACES

HAND_OVER = timedelta(seconds=10)
"""A ring that no worker heard within that was lost, and is rung anew."""
CLAIMABLE = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


@dataclass(frozen=True)
class Claim:
    """One claimed run over a post; it is good until the post's fence moves on."""

    workspace_id: UUID
    post_id: UUID
    fence: int


def _claim_statement(place: ColumnElement[Any], among: Callable[[Select[Any]], ColumnElement[bool]]) -> Update:
    """Built once, and on the table instead of the mapped class: put together anew, a claim costs twice as much.

    place: where the database keeps a row; with it nothing has to be looked up or joined to find the chosen ones again.
    """
    posts = Post.metadata.tables[Post.__tablename__]
    now, steady, longest, until = (bindparam(name, type_=Instant) for name in ("now", "steady", "longest", "until"))
    room = bindparam("room", type_=Integer)
    found = []
    for priority in Priority:
        due = (
            select(place.label("place"))
            .select_from(posts)
            .where(
                posts.c.priority == priority,
                posts.c.next_at <= now,
                posts.c.status.in_([literal(status, posts.c.status.type) for status in CLAIMABLE]),
                ends_outside(posts.c.lease_until, steady, longest),
            )
            .order_by(posts.c.next_at, posts.c.id)
            .limit(room)
            .with_for_update(skip_locked=True)
            .cte(f"due_{priority.name.lower()}")
        )
        found.append(select(due.c.place, literal(int(priority), Integer).label("priority")))
    every = union_all(*found).subquery("every")
    chosen = select(every.c.place).order_by(every.c.priority).limit(room)
    return (
        update(posts)
        .where(among(chosen))
        .values(lease_until=until, lease_owner=None, fence=posts.c.fence + 1)
        .returning(posts.c.priority, posts.c.workspace_id, posts.c.id, posts.c.fence)
    )


_CTID: ColumnElement[Any] = literal_column("posts.ctid")
_ROWID: ColumnElement[Any] = literal_column("posts.rowid")
_CLAIMS = {
    # the array is made first, so that the planner goes straight to the rows however many posts there are
    "postgresql": _claim_statement(
        _CTID,
        lambda chosen: _CTID == func.any(func.array(chosen.scalar_subquery())),  # noqa: SIM300 - `ANY` stands right
    ),
    "sqlite": _claim_statement(_ROWID, _ROWID.in_),
}


async def claim_due(db: Database, clock: Clock, limit: int = 100) -> list[Claim]:
    """Claim up to `limit` due posts in a transaction of its own, day-of ones first; whoever calls rings for them."""
    steady = clock.steady()
    moments = {"now": clock.now(), "steady": steady, "longest": steady + LONGEST, "until": steady + HAND_OVER}
    async with db.at_once() as connection:
        claimed = await connection.execute(_CLAIMS[connection.dialect.name], {**moments, "room": limit})
    # an UPDATE returns its rows in no order; the rings go out in this one
    return [Claim(*of_post) for _, *of_post in sorted(claimed, key=itemgetter(0))]


def _in_nobodys_hands(clock: Clock) -> tuple[ColumnElement[bool], ...]:
    return Post.status.in_(CLAIMABLE), is_over(Post.lease_until, clock.steady())


async def take(session: AsyncSession, claim: Claim, owner: UUID, clock: Clock, lease: timedelta) -> bool:
    """A worker heard the ring: True for the first one that says so for this claim, and for nobody after it."""
    taken = await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner.is_(None), Post.status.in_(CLAIMABLE))
        .values(lease_owner=owner, lease_until=clock.steady() + lease)
        .execution_options(synchronize_session=False)
    )
    return bool(touched(taken))


async def renew(session: AsyncSession, claim: Claim, owner: UUID, clock: Clock, lease: timedelta) -> bool:
    """Keep a post in hand; False when it is not ours any more. A run that has let go of it stays its last owner."""
    kept = await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner == owner, Post.lease_until.is_not(None))
        .values(lease_until=clock.steady() + lease)
        .execution_options(synchronize_session=False)
    )
    if touched(kept):
        return True
    ours = await session.execute(select(Post.id).where(*_of(claim), Post.lease_owner == owner))
    return ours.first() is not None


async def hand_back(session: AsyncSession, claim: Claim, owner: UUID) -> None:
    """We have to stop in the middle: another process may claim the post at once, and goes on from what is noted."""
    await session.execute(
        update(Post)
        .where(*_of(claim), Post.lease_owner == owner, Post.lease_until.is_not(None))
        .values(lease_until=None)
        .execution_options(synchronize_session=False)
    )


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (Post.workspace_id == claim.workspace_id, Post.id == claim.post_id, Post.fence == claim.fence)


async def next_due(session: AsyncSession, clock: Clock) -> datetime | None:
    """The next instant at which some post wants attention; what is in somebody's hands is not asked about."""
    moments = []
    for priority in Priority:
        found = await session.execute(
            select(Post.next_at)
            .where(Post.priority == priority, Post.next_at.is_not(None), *_in_nobodys_hands(clock))
            .order_by(Post.next_at, Post.id)
            .limit(1)
            .execution_options(**ACROSS_WORKSPACES)
        )
        moments.append(found.scalar_one_or_none())
    return min((moment for moment in moments if moment is not None), default=None)


async def next_publication(session: AsyncSession) -> datetime | None:
    """The next instant at which a scheduled post goes out: its hour, or a later one until which it has to wait."""
    leaves = case((Post.next_at > Post.due_at, Post.next_at), else_=Post.due_at)
    found = await session.execute(
        select(leaves)
        .where(Post.status == PostStatus.SCHEDULED)
        .order_by(leaves)
        .limit(1)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()
