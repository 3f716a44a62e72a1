"""What the background itself needs of all parts, with as many workers around it as a test likes."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

from builders import NOW
from sqlalchemy import select, update

from core.adapters.queue import DramatiqBell, broker_answers, open_broker
from core.adapters.workers import Workers
from core.bodies import Body
from core.clock import MovableClock
from core.database import Database, open_engine
from core.operations.work import WorkTally
from core.outbox import QUEUES, Task, TaskRow, overdue, ring_enqueued, task
from core.ports.parts import Parts
from core.telemetry.measures import Measures

PATIENCE_SECONDS = 45.0


def _declared(queue: str) -> Task[[UUID, str]]:
    @task(f"test.{queue}", queue=queue)
    def work(workspace_id: UUID, word: str) -> None:
        """Something to do."""

    return work


WORK: Mapping[str, Task[[UUID, str]]] = {queue: _declared(queue) for queue in QUEUES}
"""One task of each kind."""

Run = Callable[[str, str], Awaitable[None]]
"""What a body does: (queue, word)."""


@dataclass
class Yard:
    """A database, and a queue that every process opens for itself."""

    database: str
    redis: str | None
    done: list[str] = field(default_factory=list)
    """Words of work that was done, in order."""
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOW))
    lease: timedelta = timedelta(seconds=20)

    def __post_init__(self) -> None:
        self._open_queue()
        self.db = Database(open_engine(self.database), self.clock, lambda session: ring_enqueued(session, self.bell))
        self.work, self.measures = WorkTally(self.db, self.clock), Measures(self.db, self.clock)

    def _open_queue(self) -> None:
        self.broker = open_broker(self.redis)
        self.bell = DramatiqBell(self.broker)

    def new_process(self) -> None:
        """The last one has ended: the queue is opened anew."""
        self.bell.close()
        self._open_queue()

    @property
    def parts(self) -> Parts:
        return cast(Parts, self)

    async def close(self) -> None:
        await asyncio.to_thread(self.bell.close)
        await self.db.close()
        self.broker.close()

    async def enqueue(self, queue: str, *words: str) -> None:
        async with self.db.transaction() as session:
            for word in words:
                WORK[queue].enqueue(session, uuid4(), word)

    async def note(self, _: str, word: str) -> None:
        """The usual body."""
        self.done.append(word)

    def workers(self, run: Run | None = None, *, finish_within: float = 8.0) -> Workers:
        """Somebody who hears all queues of this process."""
        bodies = {work.name: self._body(work, run or self.note) for work in WORK.values()}
        return Workers(self.broker, self.parts, bodies, finish_within=finish_within)

    def _body(self, work: Task[[UUID, str]], run: Run) -> Body:
        async def doing(_: Parts, workspace_id: UUID, word: str) -> None:
            await run(work.queue, word)

        return Body(work, doing)

    async def rows(self) -> list[TaskRow]:
        async with self.db.reading() as session:
            return list((await session.execute(select(TaskRow))).scalars())

    async def rested(self) -> None:
        """Wait until nothing is left to do."""
        await until(self._empty)

    async def swept(self) -> None:
        """The same, with half a minute passing again and again: the bell may just have found Redis away."""
        await until(self._all_heard)
        await self.rested()

    async def _all_heard(self) -> bool:
        return not await self.half_a_minute_later()

    async def _empty(self) -> bool:
        return not await self.rows()

    async def redis_answers(self) -> None:
        await until(lambda: broker_answers(self.broker))

    async def half_a_minute_later(self) -> int:
        """The sweeper rings again for what nobody heard; returns for how much."""
        async with self.db.transaction() as session:
            long_ago = self.clock.steady() - timedelta(seconds=31)
            await session.execute(update(TaskRow).where(TaskRow.rung_at.is_not(None)).values(rung_at=long_ago))
        return await self.sweep()

    async def sweep(self) -> int:
        async with self.db.transaction() as session:
            found = await overdue(session, self.clock)
        for queue, task_id in found:
            self.bell.ring(queue, task_id)
        return len(found)


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found if isinstance(found := holds(), bool) else await found):
        assert time.monotonic() < deadline, "it did not come about"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def listening(workers: Workers) -> AsyncIterator[None]:
    await workers.start()
    try:
        yield
    finally:
        await workers.stop()
