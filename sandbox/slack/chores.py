"""Work in the background that is neither forgotten nor left behind."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

SECONDS_TO_FINISH = 1.0


class Chores:
    """Keeps a reference to every running task until it is done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something now (0 s) or later."""
        if seconds <= 0:
            act()
            return

        async def wait_and_act() -> None:
            await asyncio.sleep(seconds)
            act()

        self.start(wait_and_act())

    async def settle(self) -> None:
        """Return when nothing is under way, counting work that was started meanwhile."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        """Give what runs a moment, then end it."""
        running = set(self._tasks)
        if running:
            await asyncio.wait(running, timeout=SECONDS_TO_FINISH)
        self.drop()
        await asyncio.gather(*running, return_exceptions=True)

    def drop(self) -> None:
        """End everything at once."""
        for task in self._tasks:
            task.cancel()
