"""The arms of the two usual designs, under the same seed and the same troubles as Rite's."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from chaos.naive.actor import broker_of, message
from chaos.naive.parts import TABLE
from chaos.posts import picture
from chaos.processes.diary import entries
from chaos.processes.ground import Ground
from chaos.processes.herd import Herd
from chaos.processes.roles import diary_of, fuse_of
from chaos.report import Outcome
from chaos.stage import Order, Servers, World, database_on, ground_for, world_of
from chaos.troubles import Dose, Troubles
from redis import Redis

SETTLES_WITHIN_SECONDS = 40.0
QUIET_SECONDS = 12.0
"""Longer than any wait of these designs: whoever has done nothing for so long is done."""
LANDS_WITHIN_SECONDS = 4.5


async def run(arm: str, role: str, order: Order, servers: Servers) -> Outcome:
    """role is one of processes.zygote.NAIVE."""
    began = time.monotonic()
    if role == "actor":
        Redis.from_url(servers.redis_url).flushdb()
    dose = Dose(
        kills=round(order.kills * 0.55), freezes=round(order.freezes * 0.55), backends=round(order.kills * 0.15)
    )
    async with (
        database_on(servers, migrated=False) as database,
        ground_for(order, database, servers.redis_url, timedelta()) as ground,
        world_of(ground) as world,
    ):
        await _plan(order, ground, world)
        herd = Herd(ground, [(role, number) for number in range(order.workers)], order.freeze_seconds)
        fuse = fuse_of(ground)
        ringing = asyncio.create_task(_ring(ground)) if role == "actor" else None
        try:
            await world.trouble(order.seed)
            fuse.arm()
            await herd.start()
            troubles = Troubles(herd, database, servers.redis_url, None)
            await troubles.strike(dose, order.seconds + 2, Random(order.seed + 2))  # noqa: S311 - keeps no secret
            fuse.arm(False)
            await _until_quiet(ground)
            await asyncio.sleep(LANDS_WITHIN_SECONDS)
        finally:
            await herd.stop()
            if ringing is not None:
                ringing.cancel()
        live = Counter(medium["alt_text"] for medium in await world.published())
        noted = Counter(entry.what for entry in entries(diary_of(ground)))
        done = Counter({"kills": noted["kill"], "freezes": noted["freeze"], "faults": await world.faults()})
        doubled = sum(times > 1 for times in live.values())
        return Outcome(arm, order.posts, doubled, order.posts - len(live), done, time.monotonic() - began)


async def _plan(order: Order, ground: Ground, world: World) -> None:
    """The same crowd, the same spread of due moments; in real time, as these designs know no other."""
    luck = Random(order.seed)  # noqa: S311 - keeps no secret
    crowd: Sequence[Any] = await world.do("crowd", count=order.accounts)
    media = ground.path / "media"
    media.mkdir()
    (media / "flyer.jpg").write_bytes(picture(10))
    url, first = f"{ground.sandbox_url}/media/flyer.jpg", datetime.now(UTC) + timedelta(seconds=2)
    rows = []
    for _ in range(order.posts):
        one, due_at = luck.choice(crowd), first + timedelta(seconds=order.seconds * luck.random())
        name = str(UUID(int=luck.getrandbits(128)))
        rows.append((name, one["user_id"], one["access_token"], url, "Tonight we dance.", due_at))
    async with await psycopg.AsyncConnection.connect(ground.database_url) as connection:
        await connection.execute(TABLE)
        columns = "id, user_id, token, picture, caption, due_at"
        await connection.cursor().executemany(
            f"INSERT INTO naive_posts ({columns}) VALUES (%s, %s, %s, %s, %s, %s)",  # noqa: S608 - fixed names
            rows,
        )


async def _ring(ground: Ground) -> None:
    """A scheduler that never dies: enqueues what falls due."""
    assert ground.redis_url is not None
    broker = broker_of(ground.redis_url)
    broker.declare_queue("naive")
    claim = "UPDATE naive_posts SET status = 'queued' WHERE status = 'scheduled' AND due_at <= now() RETURNING id"
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(ground.database_url, autocommit=True) as connection:
                while True:
                    for (post_id,) in await (await connection.execute(claim)).fetchall():
                        await asyncio.to_thread(broker.enqueue, message(post_id))
                    await asyncio.sleep(0.1)
        except psycopg.OperationalError:
            continue  # its backend was ended


async def _until_quiet(ground: Ground) -> None:
    """Until nothing has changed for a while."""
    query = "SELECT count(*) FILTER (WHERE status NOT IN ('published', 'failed')) FROM naive_posts"
    deadline, before, since = time.monotonic() + SETTLES_WITHIN_SECONDS, -1, time.monotonic()
    while time.monotonic() < deadline:
        async with await psycopg.AsyncConnection.connect(ground.database_url, autocommit=True) as connection:
            row = await (await connection.execute(query)).fetchone()
        left = row[0] if row else 0
        if not left or (left == before and time.monotonic() - since > QUIET_SECONDS):
            return
        if left != before:
            before, since = left, time.monotonic()
        await asyncio.sleep(0.5)
