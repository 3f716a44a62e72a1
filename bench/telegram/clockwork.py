"""Time that passes only while everybody sleeps: minutes of waiting are over in a second."""

import asyncio
import heapq
from collections.abc import Coroutine
from typing import Any

SETTLED = 20
"""Turns of the loop after which everybody who could go on did."""


class Clockwork:
    def __init__(self, now: float = 0.0) -> None:
        self.now = now
        self._asleep: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def ticking(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (self.now + seconds, self._count, woken))
        await woken

    async def run(self, *work: Coroutine[Any, Any, None]) -> None:
        """Until all of it is done. Raises what it raises."""
        running = asyncio.gather(*work)
        while not running.done():
            for _ in range(SETTLED):
                await asyncio.sleep(0)
            if self._asleep and not running.done():
                self._wake()
        await running

    def _wake(self) -> None:
        """Everybody whose time has come."""
        self.now = max(self.now, self._asleep[0][0])
        while self._asleep and self._asleep[0][0] <= self.now:
            heapq.heappop(self._asleep)[2].set_result(None)
