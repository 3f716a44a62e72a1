"""Dramatiq, reduced to a bell: messages carry a task row's id and nothing else.

No Retries middleware and no delays: a retry, a backoff or a due time is a row (see DECISIONS.md).
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import dramatiq
import structlog
from dramatiq.broker import Broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from core.outbox import PUBLISH, QUEUES

log = structlog.get_logger(__name__)

POST_ACTOR = "rite.post"
NAMESPACE = "rite"
WAKE_UP_MS = 50
ANSWERS_WITHIN_SECONDS = 2.0
DEAF_FOR_SECONDS = 1.0
ROUND_KEPT_SECONDS = 10

Message = dramatiq.Message[Any]


def open_broker(redis_url: str | None) -> Broker:
    """Redis when there is one; otherwise the broker that lives in this process."""
    broker: Broker
    if redis_url is None:
        broker = StubBroker(middleware=[])
    else:
        broker = RedisBroker(  # type: ignore[no-untyped-call]  # dramatiq leaves it untyped
            client=Redis(connection_pool=_connections(redis_url)),
            namespace=NAMESPACE,
            middleware=[],
            # With the defaults a killed worker's message comes back after minutes; with these after seconds.
            heartbeat_timeout=15_000,
            maintenance_chance=50_000,
        )
    for queue in QUEUES:
        broker.declare_queue(queue)
    broker.delay_queues.clear()  # nothing is ever delayed there, so nobody needs to listen
    return broker


def _connections(redis_url: str) -> ConnectionPool:
    """Trouble is told soon; one more try makes up for a connection that was cut while it was idle."""
    return ConnectionPool.from_url(
        redis_url,
        socket_timeout=ANSWERS_WITHIN_SECONDS,
        socket_connect_timeout=ANSWERS_WITHIN_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )


async def broker_answers(broker: Broker) -> bool:
    """Whether the queue's server answers a ping."""
    if not isinstance(broker, RedisBroker):
        return True
    try:
        return bool(await asyncio.to_thread(broker.client.ping))
    except RedisError:
        return False


async def makes_the_round(broker: Broker) -> bool:
    """Whether what is put into the queue's server comes out again; one that is full or only read answers a ping."""
    if not isinstance(broker, RedisBroker):
        return True
    try:
        return await asyncio.to_thread(_round_trip, broker.client)
    except RedisError:
        return False


def _round_trip(redis: Redis) -> bool:
    key, said = f"{NAMESPACE}:round:{uuid4()}", uuid4().bytes
    with redis.pipeline() as pipe:
        pipe.rpush(key, said)
        pipe.expire(key, ROUND_KEPT_SECONDS)
        pipe.lpop(key)
        return bool(pipe.execute()[-1] == said)


class DramatiqBell:
    """Rings on a thread of its own, so nobody waits for Redis; a lost ring is made up for by the sweeper."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._hand = ThreadPoolExecutor(1, "bell")
        self._deaf_until = 0.0

    def ring(self, queue: str, task_id: UUID) -> None:
        self._send(ring(queue, str(task_id)))

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        self._send(handing(str(workspace_id), str(post_id), fence))

    async def waiting(self, queue: str) -> int | None:
        if isinstance(self._broker, StubBroker):
            return int(self._broker.queues[queue].qsize())
        assert isinstance(self._broker, RedisBroker)  # noqa: S101 - open_broker knows these two
        try:
            return int(await asyncio.to_thread(self._broker.client.llen, f"{NAMESPACE}:{queue}"))
        except RedisError:
            return None

    def close(self) -> None:
        """Ring what is still to be rung, then never again."""
        self._hand.shutdown()

    def _send(self, message: Message) -> None:
        if isinstance(self._broker, StubBroker):
            self._enqueue(message)  # in memory: there is nothing to wait for
        else:
            self._hand.submit(self._enqueue, message)

    def _enqueue(self, message: Message) -> None:
        if time.monotonic() < self._deaf_until:
            return  # a Redis that does not answer is not asked for every single ring
        try:
            self._broker.enqueue(message)
        except Exception as error:
            self._deaf_until = time.monotonic() + DEAF_FOR_SECONDS
            log.warning("the bell did not ring", queue=message.queue_name, reason=f"{type(error).__name__}: {error}")


def ring(queue: str, task_id: str) -> Message:
    """Look at one row."""
    return _message(queue, actor_name(queue), task_id)


def handing(workspace_id: str, post_id: str, fence: int) -> Message:
    """Take one claimed post."""
    return _message(PUBLISH, POST_ACTOR, workspace_id, post_id, fence)


def actor_name(queue: str) -> str:
    return f"rite.{queue}"


def _message(queue: str, actor: str, *args: str | int) -> Message:
    return dramatiq.Message(queue_name=queue, actor_name=actor, args=args, kwargs={}, options={})
