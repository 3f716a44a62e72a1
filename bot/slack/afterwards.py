"""What a press asks for, done after Slack was answered: in the order it came, a few at a time.

Slack shows a warning when it waits for its answer, and never delivers a press again. However much is asked for at once,
the next answer waits for no more than what these few are at.
"""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.houses import Gone

PLACES = 8
FINISH_WITHIN_SECONDS = 8.0
"""Supervisors kill ten seconds after they asked a process to stop."""

log = structlog.get_logger(__name__)


Listening = Callable[..., Coroutine[Any, Any, None]]


def unless_gone(listening: Listening) -> Listening:
    """Whoever said it, or the place, is not there any more: there is nobody to answer."""

    @functools.wraps(listening)
    async def listen(*args: Any, **kwargs: Any) -> None:
        try:
            await listening(*args, **kwargs)
        except Gone as gone:
            log.info("slack told of somebody who is gone", reason=str(gone))

    return listen


class Afterwards:
    """One for each process."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = asyncio.Semaphore(places)
        self._tasks: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """As soon as there is a place, in a task of its own."""
        task = asyncio.create_task(self._in_turn(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        async with self._places:
            try:
                await work
            except Gone as gone:
                log.info("whoever asked in slack is gone", reason=str(gone))
            except Exception:
                log.exception("what was asked for in Slack could not be done")

    async def settle(self) -> None:
        """Finish what is in hand, within a limit."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_WITHIN_SECONDS)
