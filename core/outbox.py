"""Background work that leaves with the transaction that gives it meaning.

A task is a row. The queue only carries the row's id: losing every byte of the queue loses nothing, because
whatever was not picked up is rung again. Delivery is at least once, so every body begins by claiming.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec, Protocol, get_type_hints
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    String,
    Text,
    Uuid,
    delete,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import Clock
from core.columns import Instant, Json, row_id
from core.database import Base, touched
from core.lease import is_over

P = ParamSpec("P")

PUBLISH = "publish"
QUEUES = (PUBLISH, "chat", "render", "insights")
"""Kinds of work; a flood of one never delays another."""
RING_AGAIN_AFTER = timedelta(seconds=30)
_JUST_ENQUEUED = "tasks to ring after commit"


class TaskRow(Base):
    """One piece of background work that is not done yet. Done rows are deleted; given-up rows stay to be replayed."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_next_at_waiting", "next_at", postgresql_where=text("dead_at IS NULL")),)

    id: Mapped[UUID] = row_id()
    name: Mapped[str] = mapped_column(String(60))
    queue: Mapped[str] = mapped_column(String(20))
    arguments: Mapped[dict[str, Any]] = mapped_column(Json)
    next_at: Mapped[datetime] = mapped_column(Instant)
    rung_at: Mapped[datetime | None] = mapped_column(Instant)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    lease_owner: Mapped[UUID | None] = mapped_column(Uuid)
    last_error: Mapped[str | None] = mapped_column(Text)
    dead_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Bell(Protocol):
    """The queue, as far as the domain knows it: something that wakes a worker up."""

    def ring(self, queue: str, task_id: UUID) -> None:
        """Tell the workers of a queue to look at one row. May be lost; may be said twice."""
        ...

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        """Tell the workers that publish to take one claimed post. May be lost; may be said twice."""
        ...

    async def waiting(self, queue: str) -> int | None:
        """How many rings no worker has heard yet; None when the queue does not answer."""
        ...


@dataclass(frozen=True)
class Task(Generic[P]):
    """A declared piece of background work: its name travels, its body does not."""

    name: str
    queue: str
    limit: timedelta
    signature: Callable[P, None]

    def enqueue(self, session: AsyncSession, *args: P.args, **kwargs: P.kwargs) -> None:
        """Add the work to the caller's transaction; it is rung when that commits and gone when it does not."""
        row = self._row(session, uuid4(), *args, **kwargs)
        session.add(row)
        session.info.setdefault(_JUST_ENQUEUED, []).append((row.queue, row.id))

    def hold(self, session: AsyncSession, task_id: UUID, lease: timedelta, *args: P.args, **kwargs: P.kwargs) -> None:
        """Add work that the caller does itself, right after the commit; a worker does it should the caller die.

        The row is leased to an owner of the same id: renew it with `renew`, strike it off with `finish`.
        """
        row = self._row(session, task_id, *args, **kwargs)
        row.attempt, row.rung_at = 1, None
        row.lease_owner, row.lease_until = task_id, session.info["clock"].steady() + lease
        session.add(row)

    def _row(self, session: AsyncSession, task_id: UUID, *args: P.args, **kwargs: P.kwargs) -> TaskRow:
        bound = inspect.signature(self.signature).bind(*args, **kwargs)
        clock: Clock = session.info["clock"]
        now = clock.now()
        return TaskRow(
            id=task_id,
            name=self.name,
            queue=self.queue,
            arguments={key: _to_json(value) for key, value in bound.arguments.items()},
            next_at=now,
            rung_at=clock.steady(),
            attempt=0,
            created_at=now,
        )

    def arguments_from(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Turn stored JSON back into what the signature says: text becomes a UUID again."""
        hints = get_type_hints(self.signature)
        return {key: UUID(value) if hints[key] is UUID else value for key, value in stored.items()}


def task(name: str, *, queue: str, limit: timedelta = timedelta(minutes=2)) -> Callable[[Callable[P, None]], Task[P]]:
    """Declare background work. `limit` is how long one run may take."""

    def declare(signature: Callable[P, None]) -> Task[P]:
        return Task(name, queue, limit, signature)

    return declare


def _to_json(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value


async def ring_enqueued(session: AsyncSession, bell: Bell) -> None:
    """Ring for what this session enqueued; called after its commit. A lost ring is made up for by the sweeper."""
    for queue, task_id in session.info.pop(_JUST_ENQUEUED, []):
        bell.ring(queue, task_id)


async def claim(session: AsyncSession, task_id: UUID, owner: UUID, clock: Clock, lease: timedelta) -> TaskRow | None:
    """Take a row for one run; None when it is done, given up, not due or in somebody's hands."""
    steady = clock.steady()
    taken = await session.execute(
        update(TaskRow)
        .where(
            TaskRow.id == task_id,
            TaskRow.dead_at.is_(None),
            TaskRow.next_at <= clock.now(),
            is_over(TaskRow.lease_until, steady),
        )
        # The ring was heard: should this run die, the row is rung again as soon as its lease is over.
        .values(lease_until=steady + lease, lease_owner=owner, attempt=TaskRow.attempt + 1, rung_at=None)
        .execution_options(synchronize_session=False)
    )
    if not touched(taken):
        return None
    return (await session.execute(select(TaskRow).where(TaskRow.id == task_id))).scalar_one()


async def renew(session: AsyncSession, row: TaskRow, clock: Clock, lease: timedelta) -> bool:
    """Keep a row in hand; False when it is not ours any more."""
    kept = await session.execute(
        update(TaskRow)
        .where(TaskRow.id == row.id, TaskRow.lease_owner == row.lease_owner)
        .values(lease_until=clock.steady() + lease)
        .execution_options(synchronize_session=False)
    )
    return bool(touched(kept))


async def forget_leases(session: AsyncSession) -> None:
    """Whoever held tasks is known to be gone (the only process was just started): all of them may run now."""
    await session.execute(
        update(TaskRow)
        .where(TaskRow.dead_at.is_(None))
        .values(lease_until=None, lease_owner=None, rung_at=None)
        .execution_options(synchronize_session=False)
    )


async def finish(session: AsyncSession, row: TaskRow) -> None:
    """The work is done: the row goes, unless somebody else took it over meanwhile."""
    await session.execute(delete(TaskRow).where(TaskRow.id == row.id, TaskRow.lease_owner == row.lease_owner))


async def postpone(session: AsyncSession, row: TaskRow, until: datetime, reason: str) -> None:
    """Try again at `until`."""
    await _settle(session, row, next_at=until, rung_at=None, last_error=reason)


async def leave(session: AsyncSession, row: TaskRow, until: datetime, reason: str) -> None:
    """Not for us: let another process have it from `until` on; no chance is used up."""
    await _settle(session, row, next_at=until, rung_at=None, last_error=reason, attempt=row.attempt - 1)


async def hand_back(session: AsyncSession, task_id: UUID, owner: UUID) -> None:
    """We have to stop: the clock rings at once for another process, and no chance is used up."""
    await session.execute(
        update(TaskRow)
        .where(TaskRow.id == task_id, TaskRow.lease_owner == owner)
        .values(lease_until=None, lease_owner=None, rung_at=None, attempt=TaskRow.attempt - 1)
        .execution_options(synchronize_session=False)
    )


async def give_up(session: AsyncSession, row: TaskRow, at: datetime, reason: str) -> bool:
    """Keep the row, visible and replayable, and do not run it again by ourselves; False when it is not ours."""
    return await _settle(session, row, dead_at=at, last_error=reason)


async def _settle(session: AsyncSession, row: TaskRow, **values: object) -> bool:
    settled = await session.execute(
        update(TaskRow)
        .where(TaskRow.id == row.id, TaskRow.lease_owner == row.lease_owner)
        .values(lease_until=None, lease_owner=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(touched(settled))


def _free(clock: Clock) -> tuple[ColumnElement[bool], ...]:
    """Rows that should run now and that nobody has in hand."""
    return (
        TaskRow.dead_at.is_(None),
        TaskRow.next_at <= clock.now(),
        is_over(TaskRow.lease_until, clock.steady()),
    )


def _unheard(clock: Clock) -> tuple[ColumnElement[bool], ...]:
    """Of these, the ones nobody was told of lately."""
    return (
        *_free(clock),
        is_over(TaskRow.rung_at, clock.steady() - RING_AGAIN_AFTER),
    )


async def waiting_rows(session: AsyncSession, queue: str, clock: Clock, limit: int) -> Sequence[UUID]:
    """Rows of one queue that should run now and are in nobody's hands, rung for or not."""
    found = await session.execute(
        select(TaskRow.id).where(TaskRow.queue == queue, *_free(clock)).order_by(TaskRow.next_at).limit(limit)
    )
    return found.scalars().all()


async def waiting_since(session: AsyncSession, clock: Clock) -> datetime | None:
    """Since when the longest-waiting unheard row has been due; None when every row is in good hands."""
    found = await session.execute(select(TaskRow.next_at).where(*_unheard(clock)).order_by(TaskRow.next_at).limit(1))
    return found.scalar_one_or_none()


async def overdue(session: AsyncSession, clock: Clock, limit: int = 200) -> Sequence[tuple[str, UUID]]:
    """Mark and return (queue, id) of rows that should run now and that no worker has picked up."""
    due = (
        select(TaskRow.id, TaskRow.queue)
        .where(*_unheard(clock))
        .order_by(TaskRow.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [(queue, task_id) for task_id, queue in (await session.execute(due)).all()]
    if found:
        ids = [task_id for _, task_id in found]
        await session.execute(
            update(TaskRow)
            .where(TaskRow.id.in_(ids))
            .values(rung_at=clock.steady())
            .execution_options(synchronize_session=False)
        )
    return found
