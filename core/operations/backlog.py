"""What the background has to do: how much waits, is in hand, was given up; to be looked at, run again or dropped."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.database import touched
from core.errors import InvalidAnswer, NotFound
from core.lease import is_over
from core.outbox import TaskRow


class State(enum.StrEnum):
    """How a task stands, the most pressing first."""

    GIVEN_UP = "given up"
    IN_HAND = "in hand"
    WAITING = "waiting"
    """It should run now."""
    LATER = "later"
    """It was tried, and will be tried again."""


@dataclass(frozen=True)
class Standing:
    """So many tasks of one queue are in one state; `since` when the first of them has been."""

    queue: str
    state: State
    count: int
    since: datetime


@dataclass(frozen=True)
class Listed:
    """One task as an operator sees it; `error` holds no secret."""

    id: UUID
    name: str
    queue: str
    state: State
    age: timedelta
    tries: int
    error: str
    next_at: datetime


async def standings(session: AsyncSession, clock: Clock) -> list[Standing]:
    """All queues and states in which there is anything."""
    state = _state(clock)
    since = case((TaskRow.dead_at.is_not(None), TaskRow.dead_at), else_=TaskRow.next_at)
    found = await session.execute(
        select(TaskRow.queue, state, func.count(), func.min(since, type_=TaskRow.next_at.type))
        .group_by(TaskRow.queue, state)
        .order_by(TaskRow.queue)
    )
    return [Standing(queue, State(state), count, first) for queue, state, count, first in found.all()]


async def given_up_count(session: AsyncSession) -> int:
    found = await session.execute(select(func.count()).select_from(TaskRow).where(TaskRow.dead_at.is_not(None)))
    return int(found.scalar_one())


async def listed(session: AsyncSession, clock: Clock, limit: int) -> list[Listed]:
    """The tasks, the most pressing first."""
    state = _state(clock)
    order = case({one.value: place for place, one in enumerate(State)}, value=state)
    found = await session.execute(select(TaskRow, state).order_by(order, TaskRow.next_at).limit(limit))
    return [
        Listed(
            row.id,
            row.name,
            row.queue,
            State(state),
            clock.now() - row.created_at,
            row.attempt,
            row.last_error or "",
            row.next_at,
        )
        for row, state in found.all()
    ]


async def replay(session: AsyncSession, ids: Sequence[UUID], clock: Clock) -> int:
    """Run given-up tasks again, with all chances anew; the clock rings for them. Returns how many."""
    done = await session.execute(
        update(TaskRow)
        .where(TaskRow.id.in_(ids), TaskRow.dead_at.is_not(None))
        .values(dead_at=None, attempt=0, next_at=clock.now(), rung_at=None, lease_until=None, lease_owner=None)
        .execution_options(synchronize_session=False)
    )
    return touched(done)


async def drop(session: AsyncSession, ids: Sequence[UUID]) -> int:
    """Forget given-up tasks. Returns how many."""
    return touched(await session.execute(delete(TaskRow).where(TaskRow.id.in_(ids), TaskRow.dead_at.is_not(None))))


async def given_up(session: AsyncSession, which: str) -> Sequence[UUID]:
    """Ids of given-up tasks by the beginning of an id, or of "all" of them.

    Raises NotFound, or InvalidAnswer when several begin so.
    """
    found = await session.execute(select(TaskRow.id).where(TaskRow.dead_at.is_not(None)).order_by(TaskRow.dead_at))
    ids = found.scalars().all()
    if which == "all":
        return ids
    named = [one for one in ids if str(one).startswith(which.lower())]
    if not named:
        raise NotFound(f"No task that was given up begins with {which}. `rite tasks` lists them.")
    if len(named) > 1:
        raise InvalidAnswer(f"{len(named)} given-up tasks begin with {which}. Give more of its characters.")
    return named


def _state(clock: Clock) -> ColumnElement[str]:
    return case(
        (TaskRow.dead_at.is_not(None), State.GIVEN_UP.value),
        (not_(is_over(TaskRow.lease_until, clock.steady())), State.IN_HAND.value),
        (TaskRow.next_at > clock.now(), State.LATER.value),
        else_=State.WAITING.value,
    )
