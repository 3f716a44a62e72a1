"""A worker that claims rows with a lease, and starts again with a new container after an unknown outcome."""

import threading
import time

import psycopg
from chaos.naive.parts import THREADS, Failed, Instagram, Row, bring_live, connected
from chaos.processes.fate import Fate
from chaos.processes.ground import Ground
from chaos.processes.roles import fate_of
from psycopg.rows import class_row

CLAIM = """
    UPDATE naive_posts SET lease_until = now() + %s * interval '1 second', tries = tries + 1
    WHERE id = (
        SELECT id FROM naive_posts
        WHERE status = 'scheduled' AND due_at <= now() AND (next_at IS NULL OR next_at <= now())
          AND (lease_until IS NULL OR lease_until < now())
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, user_id, token, picture, caption
"""
TRIES, BACKOFF_SECONDS, IDLE_SECONDS = 4, 1.0, 0.1


def be_claimer(ground: Ground, number: int, life: int) -> None:
    fate = fate_of(ground, f"claimer {number}", life)
    threads = [threading.Thread(target=_work, args=(ground, fate), daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _work(ground: Ground, fate: Fate) -> None:
    instagram = Instagram(ground)
    while True:
        try:
            with connected(ground) as connection:
                while True:
                    _turn(ground, connection, instagram, fate)
        except psycopg.Error:
            time.sleep(IDLE_SECONDS)


def _turn(ground: Ground, connection: psycopg.Connection, instagram: Instagram, fate: Fate) -> None:  # type: ignore[type-arg]
    row = connection.cursor(row_factory=class_row(Row)).execute(CLAIM, [ground.lease_seconds]).fetchone()
    if row is None:
        time.sleep(IDLE_SECONDS)
        return
    try:
        media_id = bring_live(instagram, row, fate)
    except Failed:
        connection.execute(
            "UPDATE naive_posts SET lease_until = NULL, next_at = now() + %s * interval '1 second',"
            " status = CASE WHEN tries >= %s THEN 'failed' ELSE status END WHERE id = %s",
            [BACKOFF_SECONDS, TRIES, row.id],
        )
    else:
        connection.execute(
            "UPDATE naive_posts SET status = 'published', media_id = %s WHERE id = %s", [media_id, row.id]
        )
