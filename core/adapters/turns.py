"""Heavy work off the event loop: never more than two pieces at a time, whoever asks."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

AT_ONCE = 2

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Turns:
    """A small queue in front of the threads; painter and studio share one."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)

    async def take(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Wait for a turn, then do the work in a thread."""
        async with self._free:
            return await asyncio.to_thread(work, *args, **kwargs)
