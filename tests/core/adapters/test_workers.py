"""Each kind of work has places of its own, and a process that stops hands over what it cannot finish."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis import Redis
from yard import Yard, listening, until

from core.outbox import QUEUES


@pytest.fixture
async def yard(backing: tuple[str, str | None]) -> AsyncIterator[Yard]:
    database, redis = backing
    if redis is not None:
        Redis.from_url(redis).flushdb()
    opened = Yard(database, redis)
    yield opened
    await opened.close()


async def test_a_flood_of_one_kind_delays_no_other(yard: Yard) -> None:
    let_go = asyncio.Event()

    async def run(_: str, word: str) -> None:
        if word == "flood":
            await let_go.wait()
        yard.done.append(word)

    async with listening(yard.workers(run)):
        for flooded in QUEUES:
            await yard.enqueue(flooded, *["flood"] * 60)
            for queue in QUEUES:
                if queue != flooded:
                    await yard.enqueue(queue, queue)
            await until(lambda: len(yard.done) == len(QUEUES) - 1)
            assert "flood" not in yard.done
            let_go.set()
            await yard.rested()
            assert yard.done.count("flood") == 60
            yard.done.clear()
            let_go.clear()


async def test_what_is_in_hand_is_finished_before_the_process_ends(yard: Yard) -> None:
    at_it, let_go = asyncio.Event(), asyncio.Event()

    async def run(_: str, word: str) -> None:
        at_it.set()
        await let_go.wait()
        yard.done.append(word)

    workers = yard.workers(run, finish_within=30.0)
    await workers.start()
    await yard.enqueue("chat", "in hand")
    await at_it.wait()
    stopping = asyncio.create_task(workers.stop())
    await asyncio.sleep(0.1)
    let_go.set()
    await stopping
    assert yard.done == ["in hand"]
    assert await yard.rows() == []


async def test_what_cannot_be_finished_is_handed_over_at_once_and_uses_up_no_chance(yard: Yard) -> None:
    begun: list[str] = []

    async def never(_: str, word: str) -> None:
        begun.append(word)
        await asyncio.Event().wait()

    workers = yard.workers(never, finish_within=0.1)
    await workers.start()
    await yard.enqueue("render", *(f"flyer {n}" for n in range(12)))  # eight begin, four wait for a place
    await until(lambda: len(begun) == 8)
    await workers.stop()
    rows = await yard.rows()
    assert [(row.lease_until, row.attempt) for row in rows] == [(None, 0)] * 12
    assert len([row for row in rows if row.rung_at is None]) == 8  # the clock rings at once for what was in hand
    yard.new_process()
    async with listening(yard.workers()):
        # What was never begun went back into Redis by itself; a queue inside the process ends with it.
        await (yard.sweep() if yard.redis else yard.half_a_minute_later())
        await yard.rested()
    assert sorted(yard.done) == sorted(f"flyer {n}" for n in range(12))


async def test_nothing_is_lost_or_done_twice_while_processes_come_and_go(yard: Yard) -> None:
    async def slowly(_: str, word: str) -> None:
        await asyncio.sleep(0.05)
        yard.done.append(word)

    words = {queue: [f"{queue} {n}" for n in range(40)] for queue in QUEUES}
    for queue, own in words.items():
        await yard.enqueue(queue, *own)
    for _ in range(5):
        async with listening(yard.workers(slowly, finish_within=0.02)):
            await asyncio.sleep(0.15)
            await yard.sweep()
        yard.new_process()
    async with listening(yard.workers(slowly)):
        await yard.half_a_minute_later()
        await yard.rested()
    assert sorted(yard.done) == sorted(word for own in words.values() for word in own)
