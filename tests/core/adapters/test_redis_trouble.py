"""Redis flushed, cut, silent or away: rings are lost, work is not."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from redis import Redis
from redis_line import Fault, Line
from yard import Yard, listening

from core.adapters.queue import broker_answers, makes_the_round, open_broker
from core.outbox import QUEUES


@pytest.fixture
async def line(own_redis: str) -> AsyncIterator[Line]:
    Redis.from_url(own_redis).flushdb()
    async with Line(own_redis) as opened:
        yield opened


@pytest.fixture
async def yard(line: Line, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Yard]:
    """What Redis does has nothing to do with the database."""
    shutil.copy(sqlite_template, tmp_path / "rite.db")
    opened = Yard(f"sqlite:///{tmp_path}/rite.db", line.url)
    yield opened
    await opened.close()


async def test_after_a_flush_every_kind_of_work_is_rung_again(yard: Yard, own_redis: str) -> None:
    for queue in QUEUES:
        await yard.enqueue(queue, queue)
    yard.new_process()  # the last one has rung for everything
    Redis.from_url(own_redis).flushdb()
    async with listening(yard.workers()):
        assert await yard.sweep() == 0
        assert await yard.half_a_minute_later() == len(QUEUES)
        await yard.rested()
    assert sorted(yard.done) == sorted(QUEUES)


async def test_a_flush_while_workers_listen_stops_nobody(yard: Yard, own_redis: str) -> None:
    async with listening(yard.workers()):
        await yard.enqueue("chat", "before")
        await yard.rested()
        Redis.from_url(own_redis).flushdb()
        Redis.from_url(own_redis).script_flush()
        await yard.enqueue("chat", "after")
        await yard.rested()
    assert yard.done == ["before", "after"]


async def test_cut_connections_are_opened_again(yard: Yard, line: Line) -> None:
    async with listening(yard.workers()):
        for n in range(3):
            line.set(Fault.CUT)
            line.set(Fault.NONE)
            await yard.enqueue("chat", str(n))
            await yard.swept()  # should the ring have been on a line that was cut
    assert sorted(set(yard.done)) == ["0", "1", "2"]
    assert len(yard.done) == 3


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.SILENT])
async def test_work_goes_on_without_redis(yard: Yard, line: Line, fault: Fault) -> None:
    async with listening(yard.workers()):
        await yard.enqueue("chat", "before")
        await yard.rested()
        line.set(fault)
        assert not await broker_answers(yard.broker)
        assert await yard.bell.waiting("publish") is None
        for queue in QUEUES:
            await yard.enqueue(queue, queue)
        await yard.rested()
        line.set(Fault.NONE)
        await yard.redis_answers()
        await yard.enqueue("chat", "after")
        await yard.swept()
    assert (yard.done[0], yard.done[-1]) == ("before", "after")
    assert sorted(yard.done[1:-1]) == sorted(QUEUES)


async def test_a_process_that_starts_while_redis_is_away_works_and_hears_it_when_it_is_back(
    yard: Yard, line: Line
) -> None:
    line.set(Fault.CUT)
    async with listening(yard.workers()):
        for queue in QUEUES:
            await yard.enqueue(queue, queue)
        await yard.rested()
        assert not await makes_the_round(yard.broker)
        line.set(Fault.NONE)
        await yard.redis_answers()
        assert await makes_the_round(yard.broker)
        await yard.enqueue("chat", "heard")  # nobody looks at rows while Redis answers
        await yard.swept()
    assert sorted(yard.done) == sorted([*QUEUES, "heard"])


async def test_a_redis_that_takes_nothing_answers_a_ping_and_makes_no_round(own_redis: str) -> None:
    """As when its memory is full, or it is a copy that is only read."""
    admin, who, word = Redis.from_url(own_redis), f"reader-{uuid4()}", uuid4().hex
    admin.acl_setuser(who, enabled=True, passwords=[f"+{word}"], keys=["*"], categories=["+@all", "-@write"])
    at = urlsplit(own_redis)
    brokers = [
        open_broker(url) for url in (own_redis, at._replace(netloc=f"{who}:{word}@{at.hostname}:{at.port}").geturl())
    ]
    try:
        assert [await broker_answers(broker) for broker in brokers] == [True, True]
        assert [await makes_the_round(broker) for broker in brokers] == [True, False]
    finally:
        admin.acl_deluser(who)
        for broker in brokers:
            broker.close()


async def test_nobody_waits_for_a_redis_that_says_nothing(yard: Yard, line: Line) -> None:
    line.set(Fault.SILENT)
    async with asyncio.timeout(20):  # one answer after the other would take minutes
        for n in range(50):
            await yard.enqueue("chat", str(n))
    line.set(Fault.NONE)


async def test_a_lost_answer_strands_no_work(yard: Yard, line: Line) -> None:
    async with listening(yard.workers()):
        for n in range(3):
            line.set(Fault.DEAF)
            await yard.enqueue("insights", str(n))
            await line.loses_an_answer()
            line.set(Fault.NONE)
        await yard.redis_answers()
        await yard.swept()
    assert sorted(yard.done) == ["0", "1", "2"]
