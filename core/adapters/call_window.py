"""Our own ceiling of calls per account and hour, in a window that moves: implements core.ports.gate.Ceiling.

Shared by all processes through Redis, or in memory where one process does everything.
"""

import asyncio
from datetime import timedelta

import structlog
from limits.aio.storage import MemoryStorage, MovingWindowSupport, RedisStorage
from redis.asyncio import ConnectionPool

from core.accounts.budget import SHARES
from core.clock import Clock
from core.ports.gate import Urgency

log = structlog.get_logger(__name__)

HOUR_SECONDS = 3600
ANSWERS_WITHIN_SECONDS = 2.0
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=15)
"""Whoever waits for one place should not ask for it every second."""


class CallWindow:
    """Each urgency fills the same window up to a limit of its own, so that the rest stays for the more urgent."""

    def __init__(self, calls_per_hour: int, redis_url: str | None, clock: Clock) -> None:
        self._clock = clock
        self._limits = {urgency: max(1, calls_per_hour * share // 100) for urgency, share in SHARES.items()}
        self._connections = None if redis_url is None else _connections(redis_url)
        self._storage: RedisStorage | MemoryStorage
        if self._connections is None:
            self._storage = MemoryStorage()
        else:
            self._storage = RedisStorage(
                "async+redis://",  # the pool knows the address
                implementation="redispy",
                connection_pool=self._connections,  # type: ignore[arg-type]  # documented, but not in the signature
            )

    async def take(self, key: str, urgency: Urgency) -> timedelta | None:
        """Count one call, or tell how long it has to wait. A Redis that does not answer stops nobody."""
        try:
            return await self._take(self._storage, f"calls/{key}", self._limits[urgency])
        except Exception as error:  # the ceiling is our own caution; Instagram's headers still count
            log.warning("calls are not counted", reason=f"{type(error).__name__}: {error}")
            return None

    async def close(self) -> None:
        if self._connections is not None:
            await self._connections.aclose()
        elif isinstance(self._storage, MemoryStorage) and self._storage.timer is not None:
            await asyncio.gather(self._storage.timer, return_exceptions=True)  # it tidies up for a moment

    async def _take(self, window: MovingWindowSupport, key: str, limit: int) -> timedelta | None:
        # Windows of several limits may share a key: an entry is only ever cut off once it is too old to count.
        if await window.acquire_entry(key, limit, HOUR_SECONDS):
            return None
        oldest, _ = await window.get_moving_window(key, limit, HOUR_SECONDS)
        wait = timedelta(seconds=oldest + HOUR_SECONDS - self._clock.steady().timestamp())
        # The window counts by this machine's clock, which may be minutes off ours.
        return min(max(SHORTEST_WAIT, wait), LONGEST_WAIT)


def _connections(redis_url: str) -> ConnectionPool:
    return ConnectionPool.from_url(
        redis_url, socket_timeout=ANSWERS_WITHIN_SECONDS, socket_connect_timeout=ANSWERS_WITHIN_SECONDS
    )
