"""Background work is a row: it leaves with its transaction, is never lost, and is settled by the error table."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
from builders import NOW
from sqlalchemy import select, update

from core.background import run_task
from core.bodies import Body
from core.clock import MovableClock
from core.database import Database, open_engine
from core.errors import NotNow, OutcomeUnknown, RateLimited, Refused, Unavailable
from core.operations.work import WorkTally
from core.outbox import RING_AGAIN_AFTER, TaskRow, overdue, ring_enqueued, task, waiting_since
from core.ports.parts import Parts
from core.telemetry.measures import Measures


@task("test.work", queue="render")
def work(workspace_id: UUID, count: int, word: str) -> None:
    """Something to do."""


@dataclass
class Bell:
    """Remembers what was rung."""

    rung: list[tuple[str, UUID]] = field(default_factory=list)

    def ring(self, queue: str, task_id: UUID) -> None:
        self.rung.append((queue, task_id))


@dataclass
class Yard:
    """What the background itself needs of all parts, and a bell that remembers."""

    db: Database
    clock: MovableClock
    bell: Bell
    lease: timedelta = timedelta(seconds=20)

    @property
    def work(self) -> WorkTally:
        return WorkTally(self.db, self.clock)

    @property
    def measures(self) -> Measures:
        return Measures(self.db, self.clock)

    @property
    def parts(self) -> Parts:
        return cast(Parts, self)

    async def enqueue(self, word: str = "hello") -> UUID:
        async with self.db.transaction() as session:
            work.enqueue(session, WORKSPACE, 3, word)
        return self.bell.rung[-1][1]

    async def rows(self) -> list[TaskRow]:
        async with self.db.reading() as session:
            return list((await session.execute(select(TaskRow))).scalars())

    async def ring_again(self) -> list[UUID]:
        async with self.db.transaction() as session:
            return [task_id for _, task_id in await overdue(session, self.clock)]


WORKSPACE = uuid4()


@pytest.fixture
async def yard(database: str) -> AsyncIterator[Yard]:
    bell = Bell()
    clock = MovableClock(NOW)
    db = Database(open_engine(database), clock, lambda session: ring_enqueued(session, bell))
    yield Yard(db, clock, bell)
    await db.close()


def body(run: Callable[..., object]) -> dict[str, Body]:
    async def doing(parts: Parts, workspace_id: UUID, count: int, word: str) -> None:
        found = run(workspace_id, count, word)
        if asyncio.iscoroutine(found):
            await found

    return {work.name: Body(work, doing)}


def raising(error: Exception) -> dict[str, Body]:
    def fail(*_: object) -> None:
        raise error

    return body(fail)


async def test_work_is_rung_when_its_transaction_commits_and_done_once(yard: Yard) -> None:
    done: list[tuple[object, ...]] = []
    task_id = await yard.enqueue()
    assert yard.bell.rung == [("render", task_id)]
    for _ in range(2):  # a ring may be said twice
        await run_task(yard.parts, body(lambda *given: done.append(given)), task_id)
    assert done == [(WORKSPACE, 3, "hello")]
    assert isinstance(done[0][0], UUID)
    assert await yard.rows() == []


async def test_work_of_a_transaction_that_fails_never_was(yard: Yard) -> None:
    with pytest.raises(NotNow):
        async with yard.db.transaction() as session:
            work.enqueue(session, WORKSPACE, 1, "never")
            raise NotNow
    assert yard.bell.rung == []
    assert await yard.rows() == []


async def test_a_ring_that_nobody_heard_is_rung_again(yard: Yard) -> None:
    task_id = await yard.enqueue()
    assert await yard.ring_again() == []
    async with yard.db.transaction() as session:
        long_ago = yard.clock.steady() - RING_AGAIN_AFTER - timedelta(seconds=1)
        await session.execute(update(TaskRow).values(rung_at=long_ago))
    async with yard.db.reading() as session:
        assert await waiting_since(session, yard.clock) is not None
    assert await yard.ring_again() == [task_id]
    assert await yard.ring_again() == []


async def test_a_body_that_is_still_at_it_is_not_begun_twice(yard: Yard) -> None:
    task_id = await yard.enqueue()
    begun: list[int] = []
    at_it, let_go = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> None:
        begun.append(1)
        at_it.set()
        await let_go.wait()

    first = asyncio.create_task(run_task(yard.parts, body(slow), task_id))
    await at_it.wait()
    await run_task(yard.parts, body(slow), task_id)
    assert await yard.ring_again() == []
    let_go.set()
    await first
    assert begun == [1]


async def test_what_a_dead_worker_held_is_rung_again_and_done(yard: Yard) -> None:
    task_id = await yard.enqueue()
    let_go = asyncio.Event()

    async def never(*_: object) -> None:
        let_go.set()
        await asyncio.Event().wait()

    killed = asyncio.create_task(run_task(yard.parts, body(never), task_id))
    await let_go.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    async with yard.db.transaction() as session:
        await session.execute(update(TaskRow).values(lease_until=yard.clock.steady() - timedelta(minutes=1)))
    assert await yard.ring_again() == [task_id]
    done: list[object] = []
    await run_task(yard.parts, body(lambda *given: done.append(given)), task_id)
    assert len(done) == 1


async def test_the_other_sides_wait_is_kept_and_then_it_is_tried_again(yard: Yard) -> None:
    task_id = await yard.enqueue()
    await run_task(yard.parts, raising(RateLimited(after=timedelta(minutes=7))), task_id)
    (row,) = await yard.rows()
    assert timedelta(minutes=6) < row.next_at - yard.clock.now() <= timedelta(minutes=7)
    assert row.dead_at is None
    done: list[object] = []
    await run_task(yard.parts, body(lambda *given: done.append(given)), task_id)
    assert done == []  # not before its time
    yard.clock.move_to(row.next_at)
    assert await yard.ring_again() == [task_id]
    await run_task(yard.parts, body(lambda *given: done.append(given)), task_id)
    assert len(done) == 1


async def test_a_bug_of_ours_gets_three_more_chances_and_then_stays_to_be_looked_at(yard: Yard) -> None:
    task_id = await yard.enqueue()
    waits = []
    for _ in range(4):
        before = yard.clock.now()
        await run_task(yard.parts, raising(KeyError("ours")), task_id)
        (row,) = await yard.rows()
        assert row.dead_at or row.next_at - before >= timedelta(minutes=2 ** len(waits))  # never sooner
        if row.dead_at is None:
            waits.append(round((row.next_at - before).total_seconds() / 60))
            yard.clock.move_to(row.next_at)
    assert waits == [1, 2, 4]
    assert row.dead_at is not None
    assert row.attempt == 4
    assert "KeyError" in (row.last_error or "")
    yard.clock.move_to(yard.clock.now() + timedelta(days=1))
    assert await yard.ring_again() == []
    await run_task(yard.parts, raising(AssertionError("run again")), task_id)
    assert (await yard.rows())[0].attempt == 4


@pytest.mark.parametrize("error", [NotNow(), Refused(), OutcomeUnknown()], ids=lambda error: type(error).__name__)
async def test_what_trying_again_cannot_change_is_given_up_at_once(yard: Yard, error: Exception) -> None:
    await run_task(yard.parts, raising(error), await yard.enqueue())
    (row,) = await yard.rows()
    assert row.dead_at is not None
    assert row.lease_owner is None


async def test_unavailable_without_a_wait_is_patient(yard: Yard) -> None:
    await run_task(yard.parts, raising(Unavailable()), await yard.enqueue())
    (row,) = await yard.rows()
    assert row.dead_at is None
    assert timedelta(0) < row.next_at - yard.clock.now() <= timedelta(minutes=1)


async def test_a_task_this_process_does_not_know_waits_for_one_that_does(yard: Yard) -> None:
    task_id = await yard.enqueue()
    await run_task(yard.parts, {}, task_id)
    (row,) = await yard.rows()
    assert row.dead_at is None
    assert row.next_at > yard.clock.now()
    assert row.attempt == 0  # waiting for a deploy uses up no chance


async def test_two_workers_with_one_ring_do_it_once(yard: Yard) -> None:
    task_id = await yard.enqueue()
    done: list[object] = []
    bodies = body(lambda *given: done.append(given))
    await asyncio.gather(*(run_task(yard.parts, bodies, task_id) for _ in range(4)))
    assert len(done) == 1
