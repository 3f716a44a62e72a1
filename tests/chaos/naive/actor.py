"""A plain Dramatiq actor with Retries: takes the post's id, makes a container, publishes it, writes that down."""

import threading
from typing import Any

import dramatiq
from chaos.naive.parts import THREADS, Instagram, Row, bring_live, connected
from chaos.processes.ground import Ground
from chaos.processes.roles import fate_of
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import Retries
from psycopg.rows import class_row

NAME, NAMESPACE = "naive.publish", "naive"
HEARTBEAT_MS = 6_000
"""Far below the default: a killed worker's messages come back soon."""
RETRIES, BACKOFF_MS, LONGEST_BACKOFF_MS = 3, 1_000, 4_000


def broker_of(redis_url: str) -> RedisBroker:
    """Dramatiq as its manual sets it up, tuned to notice a killed worker."""
    return RedisBroker(  # type: ignore[no-untyped-call]
        url=redis_url,
        namespace=NAMESPACE,
        heartbeat_timeout=HEARTBEAT_MS,
        maintenance_chance=1_000_000,
        middleware=[Retries(max_retries=RETRIES, min_backoff=BACKOFF_MS, max_backoff=LONGEST_BACKOFF_MS)],
    )


def message(post_id: str) -> dramatiq.Message[Any]:
    return dramatiq.Message(queue_name="naive", actor_name=NAME, args=(post_id,), kwargs={}, options={})


def be_actor(ground: Ground, number: int, life: int) -> None:
    assert ground.redis_url is not None
    fate, instagram = fate_of(ground, f"actor {number}", life), Instagram(ground)
    broker = broker_of(ground.redis_url)

    @dramatiq.actor(actor_name=NAME, queue_name="naive", broker=broker)
    def publish(post_id: str) -> None:
        with connected(ground) as connection:
            rows = connection.cursor(row_factory=class_row(Row))
            query = (
                "SELECT id, user_id, token, picture, caption FROM naive_posts WHERE id = %s AND status <> 'published'"
            )
            row = rows.execute(query, [post_id]).fetchone()
            if row is None:
                return
            media_id = bring_live(instagram, row, fate)
            connection.execute(
                "UPDATE naive_posts SET status = 'published', media_id = %s WHERE id = %s", [media_id, post_id]
            )

    worker = dramatiq.Worker(broker, worker_threads=THREADS, worker_timeout=50)
    worker.start()
    threading.Event().wait()
