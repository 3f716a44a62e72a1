"""Heavy work off the event loop: never more than two pieces at a time, whoever asks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    import asyncio

AT_ONCE = 2

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Turns:
    """A small queue in front of the threads; painter and studio share one."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._free: asyncio.Semaphore | None = None

    async def take(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Wait for a turn, then do the work in a thread."""
        import asyncio  # who paints without a loop, as a command does, need not load one

        self._free = self._free or asyncio.Semaphore(self._at_once)
        async with self._free:
            return await asyncio.to_thread(work, *args, **kwargs)
