"""What is done every few seconds goes on after trouble, and is not torn when the process ends."""

import asyncio

from stages.world import PATIENCE_SECONDS

from core.regularly import regularly


async def test_trouble_ends_nothing() -> None:
    times, enough = 0, asyncio.Event()

    async def fail() -> None:
        nonlocal times
        times += 1
        if times == 3:
            enough.set()
        raise ConnectionError

    async with regularly(fail, 0.01, "fails"), asyncio.timeout(PATIENCE_SECONDS):
        await enough.wait()


async def test_what_is_in_hand_at_the_end_is_finished() -> None:
    begun, done = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0.1)
        done.append("whole")

    async with regularly(work, 600, "works"):
        await begun.wait()
    assert done == ["whole"]
