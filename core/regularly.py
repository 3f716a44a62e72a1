"""Do something every few seconds beside other work, in the same loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

log = structlog.get_logger(__name__)

LAST_TIME_MAY_TAKE_SECONDS = 5.0


@asynccontextmanager
async def regularly(do: Callable[[], Awaitable[None]], every_seconds: float, name: str) -> AsyncIterator[None]:
    """For as long as the body runs. What is in hand when it ends is finished: cancelling would tear a transaction."""
    over = asyncio.Event()

    async def go_on() -> None:
        while not over.is_set():
            try:
                await do()
            except Exception as error:  # the database is away for a moment
                log.warning("something regular failed", what=name, reason=f"{type(error).__name__}: {error}")
            await _first_of(over, every_seconds)

    task = asyncio.create_task(go_on(), name=name)
    try:
        yield
    finally:
        over.set()
        await let_end(task, LAST_TIME_MAY_TAKE_SECONDS)


async def let_end(task: "asyncio.Task[None]", within_seconds: float) -> None:
    """Wait for a task that was told to end; one that does not within that time is cancelled."""
    await asyncio.wait({task}, timeout=within_seconds)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _first_of(over: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(over.wait(), seconds)
    except TimeoutError:
        return
