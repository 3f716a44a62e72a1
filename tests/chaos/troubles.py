"""What is done to a run from outside, and when: everything follows from the seed."""

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg
from chaos.processes.herd import Herd
from psycopg.rows import scalar_row
from redis.asyncio import Redis

from provision.servers import Kept

MIX: Mapping[str, Mapping[str, float]] = {
    "media": {"outage": 0.01, "server_error": 0.01, "timeout_before": 0.01, "apply_then_drop": 0.02, "throttle": 0.002},
    "media_publish": {
        "outage": 0.02,
        "server_error": 0.01,
        "timeout_before": 0.01,
        "apply_then_500": 0.02,
        "apply_then_drop": 0.02,
        "slow_landing": 0.02,
        "apply_then_4_2207051": 0.01,
        "9007": 0.01,
        "throttle": 0.002,
    },
    "container": {"outage": 0.01, "timeout_before": 0.01, "html_502": 0.01},
    "media_list": {"outage": 0.01, "html_502": 0.01},
    "media_detail": {"outage": 0.02},
    "content_publishing_limit": {"outage": 0.01},
    "comments": {"apply_then_drop": 0.05, "outage": 0.05},
}
"""For every operation of the look-alike: which fault, how likely."""
DETAILS: Mapping[str, Mapping[str, Any]] = {
    "timeout_before": {"seconds": [0.0, 0.4]},  # real time: a stalled call that has done nothing
    "slow_landing": {"seconds": [5.0, 200.0]},  # lands long after the caller was cut off, within the grace
    "throttle": {"minutes": 2},
}
LAGS: Mapping[str, Any] = {"status_lag_seconds": 40, "listing_lag_seconds": 60, "lagging_percent": 10}


@dataclass(frozen=True)
class Dose:
    """How often what is done to a run."""

    kills: int
    freezes: int
    backends: int = 0
    crashes: int = 0
    """PostgreSQL is restarted so often, every second time without any goodbye."""
    flushes: int = 0
    cuts: int = 0
    """Redis is restarted or loses all its connections so often."""


@dataclass
class Troubles:
    """Does it, and keeps count. `servers` is None where the servers are others' as well: they are not restarted."""

    herd: Herd
    database_url: str
    redis_url: str | None
    servers: Kept | None
    done: Counter[str] = field(default_factory=Counter)

    async def strike(self, dose: Dose, seconds: float, luck: Random) -> None:
        """Spread a dose over so many seconds of real time."""
        began = asyncio.get_running_loop().time()
        for at, name in sorted((luck.uniform(0.02, 0.95) * seconds, name) for name in _names(dose)):
            await asyncio.sleep(max(0.0, began + at - asyncio.get_running_loop().time()))
            await self._acts[name](luck)
            self.done[name] += 1

    @property
    def _acts(self) -> Mapping[str, Callable[[Random], Awaitable[None]]]:
        return {
            "kills": self._kill,
            "freezes": self._freeze,
            "backends": self._end_backends,
            "crashes": self._crash_database,
            "flushes": self._flush,
            "cuts": self._cut_redis,
        }

    async def _kill(self, luck: Random) -> None:
        self.herd.kill(luck)

    async def _freeze(self, luck: Random) -> None:
        self.herd.freeze(luck)

    async def _end_backends(self, luck: Random) -> None:
        try:
            async with await psycopg.AsyncConnection.connect(
                self.database_url, autocommit=True, connect_timeout=5
            ) as own:
                found = own.cursor(row_factory=scalar_row)
                await found.execute(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                pids = sorted(await found.fetchall())
                for pid in luck.sample(pids, min(3, len(pids))):
                    await own.execute("SELECT pg_terminate_backend(%s)", [pid])
        except psycopg.OperationalError:
            return  # it is being restarted

    async def _crash_database(self, luck: Random) -> None:
        if self.servers is not None:
            ending = signal.SIGQUIT if self.done["crashes"] % 2 == 0 else signal.SIGINT
            await asyncio.to_thread(self.servers.restart, "durable-postgres", ending)

    async def _flush(self, luck: Random) -> None:
        async with self._redis() as redis:
            await redis.flushdb()

    async def _cut_redis(self, luck: Random) -> None:
        if self.servers is not None and luck.random() < 0.5:
            await asyncio.to_thread(self.servers.restart, "redis", signal.SIGKILL)
        else:
            async with self._redis() as redis:
                await redis.client_kill_filter(_type="normal", skipme=True)

    def _redis(self) -> Redis:
        assert self.redis_url is not None
        return Redis.from_url(self.redis_url)


def _names(dose: Dose) -> Iterator[str]:
    for name, times in vars(dose).items():
        yield from [name] * times
