"""What hears the bell: Dramatiq's threads take rings off the queue, this process's event loop does the work.

Each kind of work has places of its own, so that a flood of one kind never delays another. A ring counts as heard as
soon as its work has a place: from then on the row, with its lease, is what remembers it.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import dramatiq
import structlog
from dramatiq.broker import Broker
from dramatiq.brokers.stub import StubBroker

from core.adapters.queue import POST_ACTOR, WAKE_UP_MS, Message, actor_name, broker_answers, handing, ring
from core.background import run_task
from core.bodies import Body
from core.outbox import PUBLISH, waiting_rows
from core.ports.parts import Parts
from core.posts.claim import Claim, claim_due
from core.posts.turn import take_turn

log = structlog.get_logger(__name__)

PLACES: Mapping[str, int] = {
    "publish": 32,  # waits for Instagram nearly all the time
    "chat": 16,  # waits for Slack and Telegram
    "render": 8,  # drafts wait for the copywriter; painting burns CPU and takes turns of its own (adapters/turns.py)
    "insights": 8,  # there are many, and none is urgent
}
"""How much of each kind one process does at a time."""
AHEAD = 4
"""So many rings of each kind may be in this process's memory; the others stay in the queue, where others hear them."""
FINISH_WITHIN_SECONDS = 8.0
"""Supervisors kill ten seconds after they asked a process to stop."""
THREADS_END_WITHIN_MS = 2_000
LOOK_EVERY_SECONDS = 1.0

Work = Callable[[], Coroutine[Any, Any, None]]


class Workers:
    """Hears the queues that these bodies belong to. Without an answering Redis it looks at the rows by itself."""

    def __init__(
        self,
        broker: Broker,
        parts: Parts,
        bodies: Mapping[str, Body],
        *,
        places: Mapping[str, int] = PLACES,
        finish_within: float = FINISH_WITHIN_SECONDS,
    ) -> None:
        self._broker, self._parts, self._bodies = broker, parts, bodies
        self._finish_within = finish_within
        self._queues = {body.task.queue for body in bodies.values()}
        self._free = {queue: threading.Semaphore(places[queue]) for queue in self._queues}
        self._stopping = threading.Event()
        self._doing: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        # Every ring in memory has a thread of its own, so one that waits for a place keeps no other kind waiting.
        threads = AHEAD * len(self._queues)
        self._worker = dramatiq.Worker(broker, queues=self._queues, worker_threads=threads, worker_timeout=WAKE_UP_MS)
        self._worker.queue_prefetch = AHEAD

    async def start(self) -> None:
        """Begin to listen."""
        self._loop = asyncio.get_running_loop()
        for queue in self._queues:
            dramatiq.actor(actor_name=actor_name(queue), queue_name=queue, broker=self._broker)(self._hears(queue))
        if PUBLISH in self._queues:
            dramatiq.actor(actor_name=POST_ACTOR, queue_name=PUBLISH, broker=self._broker)(self._hear_post)
        self._worker.start()
        if not isinstance(self._broker, StubBroker):
            self._looking = asyncio.create_task(self._look_while_deaf(), name="looking while Redis is away")

    async def stop(self) -> None:
        """Take nothing more, finish what is in hand within the limit, hand the rest to other processes at once."""
        self._stopping.set()
        if self._looking is not None:
            self._looking.cancel()
        try:
            await asyncio.to_thread(self._worker.stop, THREADS_END_WITHIN_MS)
        except Exception as error:  # Redis is away: what it holds for us is only rings
            log.warning("rings were not given back", reason=f"{type(error).__name__}: {error}")
        if self._doing:
            await asyncio.wait(self._doing, timeout=self._finish_within)
        unfinished = [task for task in self._doing if not task.done()]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        if unfinished:
            log.info("handed over", count=len(unfinished))

    def _hears(self, queue: str) -> Callable[[str], None]:
        def hear(task_id: str) -> None:
            self._hear(ring(queue, task_id), partial(run_task, self._parts, self._bodies, UUID(task_id)))

        return hear

    def _hear_post(self, workspace_id: str, post_id: str, fence: int) -> None:
        claim = Claim(UUID(workspace_id), UUID(post_id), fence)
        self._hear(handing(workspace_id, post_id, fence), partial(take_turn, self._parts, claim))

    def _hear(self, heard: Message, work: Work) -> None:
        """In a thread of Dramatiq's: wait for a place, then have the work done; a stopping process rings on."""
        queue = heard.queue_name
        while not self._stopping.is_set():
            if self._free[queue].acquire(timeout=WAKE_UP_MS / 1000):
                self._loop.call_soon_threadsafe(self._begin, queue, work)
                return
        self._broker.enqueue(heard)

    def _begin(self, queue: str, work: Work) -> None:
        """In the loop, with a place that is ours."""
        task = asyncio.create_task(work(), name=queue)
        self._doing.add(task)
        task.add_done_callback(lambda done: self._ended(queue, done))

    def _ended(self, queue: str, task: asyncio.Task[None]) -> None:
        self._doing.discard(task)
        self._free[queue].release()
        if not task.cancelled() and (error := task.exception()) is not None:
            # The database was away before it could be settled: its lease runs out, and it is rung again.
            log.error("work was left unsettled", queue=queue, exc_info=error)

    async def _look_while_deaf(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                if not await broker_answers(self._broker):
                    await self._look()
            except Exception as error:
                log.warning("no look at the rows", reason=f"{type(error).__name__}: {error}")

    async def _look(self) -> None:
        """No ring gets through: what is due is in the rows, and claiming decides who does it."""
        for queue in self._queues:
            room, works = self._take_room(queue), list[Work]()
            try:
                works = (await self._waiting(queue, room))[:room]
            finally:
                for _ in range(room - len(works)):
                    self._free[queue].release()
            for work in works:
                self._begin(queue, work)

    def _take_room(self, queue: str) -> int:
        """All places that are free now."""
        room = 0
        while self._free[queue].acquire(blocking=False):
            room += 1
        return room

    async def _waiting(self, queue: str, room: int) -> list[Work]:
        if not room:
            return []
        async with self._parts.db.reading() as session:
            tasks = await waiting_rows(session, queue, self._parts.clock, room)
        works: list[Work] = [partial(run_task, self._parts, self._bodies, task_id) for task_id in tasks]
        if queue == PUBLISH and len(works) < room:
            claims = await claim_due(self._parts.db, self._parts.clock, room - len(works))
            works += [partial(take_turn, self._parts, claim) for claim in claims]
        return works
