"""Dramatiq, reduced to a bell: messages carry a task row's id and nothing else.

No Retries middleware and no delays: a retry, a backoff or a due time is a row (see DECISIONS.md).
"""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any
from uuid import UUID

import dramatiq
import structlog
from dramatiq.broker import Broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from redis.exceptions import RedisError

from core.background import run_task
from core.bodies import Body
from core.ports.parts import Parts
from core.posts.claim import Claim
from core.posts.turn import take_turn

log = structlog.get_logger(__name__)

QUEUES = ("publish", "chat", "render", "insights")
PUBLISH = "publish"
NAMESPACE = "rite"
WAKE_UP_MS = 50


def open_broker(redis_url: str | None) -> Broker:
    """Redis when there is one; otherwise the broker that lives in this process."""
    broker: Broker
    if redis_url is None:
        broker = StubBroker(middleware=[])
    else:
        broker = RedisBroker(  # type: ignore[no-untyped-call]  # dramatiq leaves it untyped
            url=redis_url,
            namespace=NAMESPACE,
            middleware=[],
            # With the defaults a killed worker's message comes back after minutes; with these after seconds.
            heartbeat_timeout=15_000,
            maintenance_chance=50_000,
        )
    for queue in QUEUES:
        broker.declare_queue(queue)
    return broker


async def broker_answers(broker: Broker) -> bool:
    """Whether the queue's server answers a ping."""
    if not isinstance(broker, RedisBroker):
        return True
    try:
        return bool(await asyncio.to_thread(broker.client.ping))
    except RedisError:
        return False


class DramatiqBell:
    """Rings by enqueueing. A ring that fails is logged and made up for by the sweeper."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def ring(self, queue: str, task_id: UUID) -> None:
        self._send(queue, _actor_name(queue), str(task_id))

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        self._send(PUBLISH, POST_ACTOR, str(workspace_id), str(post_id), fence)

    async def waiting(self, queue: str) -> int | None:
        if isinstance(self._broker, StubBroker):
            return int(self._broker.queues[queue].qsize())
        assert isinstance(self._broker, RedisBroker)  # noqa: S101 - open_broker knows these two
        try:
            return int(await asyncio.to_thread(self._broker.client.llen, f"{NAMESPACE}:{queue}"))
        except RedisError:
            return None

    def _send(self, queue: str, actor: str, *args: str | int) -> None:
        message: dramatiq.Message[Any] = dramatiq.Message(
            queue_name=queue, actor_name=actor, args=args, kwargs={}, options={}
        )
        try:
            self._broker.enqueue(message)
        except Exception as error:
            log.warning("the bell did not ring", queue=queue, reason=f"{type(error).__name__}: {error}")


POST_ACTOR = "rite.post"


def _actor_name(queue: str) -> str:
    return f"rite.{queue}"


class Workers:
    """Worker threads that hand every task to the one event loop of this process and wait for it."""

    def __init__(self, broker: Broker, parts: Parts, bodies: Mapping[str, Body], *, threads: int = 16) -> None:
        self._broker, self._parts, self._bodies = broker, parts, bodies
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues = {body.task.queue for body in bodies.values()}
        self._worker = dramatiq.Worker(broker, queues=self._queues, worker_threads=threads, worker_timeout=WAKE_UP_MS)

    async def start(self) -> None:
        """Begin to consume the queues these bodies belong to."""
        self._loop = asyncio.get_running_loop()
        for queue in self._queues:
            dramatiq.actor(actor_name=_actor_name(queue), queue_name=queue, broker=self._broker)(self._run)
        if PUBLISH in self._queues:
            dramatiq.actor(actor_name=POST_ACTOR, queue_name=PUBLISH, broker=self._broker)(self._publish)
        self._worker.start()

    async def stop(self) -> None:
        """Finish what is in hand, then stop; what was not begun stays a row."""
        await asyncio.to_thread(self._worker.stop, 30_000)

    def _run(self, task_id: str) -> None:
        self._in_loop(run_task(self._parts, self._bodies, UUID(task_id)))

    def _publish(self, workspace_id: str, post_id: str, fence: int) -> None:
        self._in_loop(take_turn(self._parts, Claim(UUID(workspace_id), UUID(post_id), fence)))

    def _in_loop(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None  # noqa: S101 - set before the worker starts
        asyncio.run_coroutine_threadsafe(work, self._loop).result()
