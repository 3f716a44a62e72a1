"""The same claims without us: one UPDATE on the same table through a raw driver, and a commit. What is to be had."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import aiosqlite
import psycopg
from sqlalchemy import make_url

LEASE = timedelta(seconds=15)
UPDATE = """
UPDATE posts SET lease_until = {until}, lease_owner = NULL, fence = posts.fence + 1
FROM (
    SELECT id FROM posts
    WHERE priority = {priority} AND next_at <= {now} AND status IN ('scheduled', 'publishing')
      AND (lease_until IS NULL OR lease_until < {now})
    ORDER BY next_at, id LIMIT {batch} {locking}
) AS due
WHERE posts.id = due.id
RETURNING workspace_id, posts.id, fence
"""
NAMES = ("now", "until", "priority", "batch")
ON_POSTGRES = UPDATE.format(**{name: f"%({name})s" for name in NAMES}, locking="FOR UPDATE SKIP LOCKED")
ON_SQLITE = UPDATE.format(**{name: f":{name}" for name in NAMES}, locking="")
SQLITE_AS_OURS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")

Drain = Callable[[str, int, int], Awaitable[int]]
"""(database URL, priority, batch) -> how many were claimed until nothing was due any more."""


async def psycopg_drain(url: str, priority: int, batch: int) -> int:
    """The quickest there is: without an event loop."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    total = 0
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        while claimed := len(cursor.execute(ON_POSTGRES, _values(datetime.now(UTC), priority, batch)).fetchall()):
            connection.commit()
            total += claimed
    return total


async def sqlite3_drain(url: str, priority: int, batch: int) -> int:
    """The quickest there is: without a thread beside the event loop."""
    total = 0
    with closing(sqlite3.connect(make_url(url).database or "", isolation_level=None)) as connection:
        for pragma in SQLITE_AS_OURS:
            connection.execute(pragma)
        while True:
            connection.execute("BEGIN IMMEDIATE")
            claimed = len(connection.execute(ON_SQLITE, _as_text(priority, batch)).fetchall())
            connection.execute("COMMIT")
            if not claimed:
                return total
            total += claimed


async def aiosqlite_drain(url: str, priority: int, batch: int) -> int:
    """Through the driver we use ourselves, because a waiting SQLite must not stop the event loop."""
    total = 0
    async with aiosqlite.connect(make_url(url).database or "", isolation_level=None) as connection:
        for pragma in SQLITE_AS_OURS:
            await connection.execute(pragma)
        while True:
            await connection.execute("BEGIN IMMEDIATE")
            claimed = len(list(await connection.execute_fetchall(ON_SQLITE, _as_text(priority, batch))))
            await connection.execute("COMMIT")
            if not claimed:
                return total
            total += claimed


def _values(now: datetime, priority: int, batch: int) -> dict[str, object]:
    return {"now": now, "until": now + LEASE, "priority": priority, "batch": batch}


def _as_text(priority: int, batch: int) -> dict[str, object]:
    values = _values(datetime.now(UTC).replace(tzinfo=None), priority, batch)
    return {name: str(value) if isinstance(value, datetime) else value for name, value in values.items()}


DRAINS: dict[str, dict[str, Drain]] = {
    "postgresql": {"psycopg": psycopg_drain},
    "sqlite": {"aiosqlite": aiosqlite_drain, "sqlite3": sqlite3_drain},
}
"""The bare arms of each database."""
