"""What an arm of a run begins with: a database, a folder, a sandbox in fast time; and how all that ends."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
from chaos.processes.ground import Ground
from chaos.processes.herd import PATHS, TESTS
from chaos.troubles import DETAILS, LAGS, MIX
from psycopg import sql
from sqlalchemy import make_url

from core.migrate import migrate
from provision.servers import Kept
from provision.throwaway import free_port

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STARTS_WITHIN_SECONDS = 30.0
GRACE_SECONDS = 300.0
RATE = 30.0
LEASE_SECONDS = 5.0
REPEATS = "by_account"


@dataclass(frozen=True)
class Servers:
    """Where a run's servers are. `kept` is None when others use them as well: then nothing restarts them."""

    database_url: str
    redis_url: str
    kept: Kept | None = None


@dataclass(frozen=True)
class Order:
    """What somebody asked for."""

    posts: int
    kills: int
    freezes: int
    seed: int
    per_second: float
    """Posts that fall due each real second."""
    lease_seconds: float = LEASE_SECONDS
    workers: int = 4
    rate: float = RATE
    """Service seconds per real second."""

    @property
    def accounts(self) -> int:
        """A few posts for each."""
        return max(10, min(1000, self.posts // 2))

    @property
    def seconds(self) -> float:
        """Real time over which posts fall due."""
        return self.posts / self.per_second

    @property
    def freeze_seconds(self) -> float:
        """Longer than the lease."""
        return self.lease_seconds * 1.3

    def scaled(self, posts: int) -> "Order":
        """The same trouble for fewer posts."""
        share = posts / self.posts
        return replace(
            self, posts=posts, kills=max(1, round(self.kills * share)), freezes=max(1, round(self.freezes * share))
        )


class World:
    """The sandbox of one arm, over its control API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.AsyncClient(base_url=f"{url}/control/instagram", timeout=60)

    async def do(self, act: str, **wish: Any) -> Any:
        answer = await self._http.post(f"/{act}", json=wish)
        return answer.raise_for_status().json()

    async def published(self) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = (await self._http.get("/published")).raise_for_status().json()
        return found

    async def trouble(self, seed: int) -> None:
        """From now on calls go wrong by chance."""
        await self.do("settings", repeat_publish=REPEATS, **LAGS)
        await self.do("mix", seed=seed, chances=MIX, details=DETAILS)

    async def faults(self) -> int:
        """How many there were; no more from now on."""
        return sum((await self.do("mix")).values())

    async def close(self) -> None:
        await self._http.aclose()


@asynccontextmanager
async def ground_for(
    order: Order, database_url: str, redis_url: str | None, set_up: timedelta
) -> AsyncIterator[Ground]:
    """A folder and the plan of time: the first day begins when `set_up` is over. Without a database: SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="rite-chaos-"))
    passes = order.posts * 9  # failpoints a post passes, about
    try:
        yield Ground(
            folder=str(folder),
            database_url=database_url or f"sqlite:///{folder}/rite.db",
            redis_url=redis_url,
            sandbox_url=f"http://127.0.0.1:{free_port()}",
            start=START.isoformat(),
            began=(datetime.now(UTC) + set_up).isoformat(),
            rate=order.rate,
            lease_seconds=order.lease_seconds,
            grace_seconds=GRACE_SECONDS,
            seed=order.seed,
            chances={"kill": order.kills * 0.5 / passes, "freeze": order.freezes * 0.5 / passes, "twice": 0.05},
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def world_of(ground: Ground) -> AsyncIterator[World]:
    """The sandbox, served by a process of its own."""
    path = ground.path / "world.json"
    path.write_text(ground.written())
    with (ground.path / "world.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603, ASYNC220 - our own module
            [sys.executable, "-m", "chaos.processes.sandbox_process", str(path)],
            cwd=TESTS,
            env={**os.environ, "PYTHONPATH": PATHS},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    world = World(ground.sandbox_url)
    try:
        await _answers(world)
        yield world
    finally:
        await world.close()
        process.kill()
        process.wait()


async def _answers(world: World) -> None:
    async with asyncio.timeout(STARTS_WITHIN_SECONDS):
        while True:
            try:
                await world.published()
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return


@asynccontextmanager
async def database_on(servers: Servers, *, migrated: bool = True) -> AsyncIterator[str]:
    """A database of this arm's own."""
    name = f"chaos_{uuid4().hex}"
    _administer(servers, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_url(servers.database_url).set(database=name).render_as_string(hide_password=False)
    try:
        if migrated:
            await migrate(url)
        yield url
    finally:
        _administer(servers, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _administer(servers: Servers, statement: sql.Composed) -> None:
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(statement)
