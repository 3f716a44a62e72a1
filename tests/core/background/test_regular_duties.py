"""The clock's regular duties: done once by whichever clock comes first, and none keeps another from being done."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from stages.world import PATIENCE_SECONDS

from core.duties import TICK, DutyRow, last_run, take
from core.posts.model import PostStatus
from jobs.clock import DUTIES, ClockProcess, Duty


class RecordingBell:
    """Remembers what was rung for."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, UUID]] = []
        self.handed: list[tuple[UUID, UUID, int]] = []
        self.was_handed = asyncio.Event()
        self.unheard: int | None = 0

    def ring(self, queue: str, task_id: UUID) -> None:
        self.rung.append((queue, task_id))

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        self.handed.append((workspace_id, post_id, fence))
        self.was_handed.set()

    async def waiting(self, queue: str) -> int | None:
        return self.unheard


async def test_of_several_clocks_one_does_a_duty(machine: Machine) -> None:
    now = machine.clock.now()

    async def one_clock(at: datetime) -> bool:
        async with machine.services.db.transaction() as session:
            return await take(session, "digests", at, timedelta(minutes=1))

    assert sum(await asyncio.gather(*(one_clock(now) for _ in range(4)))) == 1
    assert not await one_clock(now + timedelta(seconds=59))
    assert sum(await asyncio.gather(*(one_clock(now + timedelta(minutes=1)) for _ in range(4)))) == 1


@pytest.mark.parametrize("away", [timedelta(hours=5), timedelta(days=40)])
async def test_after_an_outage_a_duty_is_done_once_and_not_for_every_period_missed(
    machine: Machine, away: timedelta
) -> None:
    done: list[datetime] = []
    process = counting(machine, done)
    await process.tick()
    machine.move_to(machine.clock.now() + away)
    for clock in (process, counting(machine, done)):  # the one that was frozen, and a new one
        await clock.tick()
        await clock.tick()
    assert len(done) == 2


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_clock_that_is_set_back_silences_no_duty(machine: Machine, restarted: bool) -> None:
    done: list[datetime] = []
    process = counting(machine, done)
    await process.tick()
    machine.move_to(machine.clock.now() - timedelta(hours=3))
    if restarted:
        process = counting(machine, done)
    await process.tick()
    await process.tick()
    assert len(done) == 2
    assert await took(machine, TICK, machine.clock.now() + timedelta(seconds=2))


async def test_clocks_a_moment_apart_do_a_duty_once(machine: Machine) -> None:
    now = machine.clock.now()
    assert await took(machine, "digests", now + timedelta(milliseconds=5))
    assert not await took(machine, "digests", now)


def counting(machine: Machine, done: list[datetime]) -> ClockProcess:
    """A clock of its own with a duty that is due every hour."""

    async def count(_: AsyncSession, now: datetime) -> None:
        done.append(now)

    duties = (Duty("count", timedelta(hours=1), count), *DUTIES)
    return ClockProcess(machine.services, machine.services.bell, duties)


async def took(machine: Machine, name: str, now: datetime) -> bool:
    async with machine.services.db.transaction() as session:
        return await take(session, name, now, timedelta(seconds=2))


async def test_a_duty_that_fails_keeps_no_other_from_being_done(machine: Machine) -> None:
    async def broken(_: AsyncSession, __: datetime) -> None:
        raise KeyError("ours")

    duties = (Duty("broken", timedelta(hours=6), broken), *DUTIES)
    process = ClockProcess(machine.services, machine.services.bell, duties)
    await process.tick()
    async with machine.services.db.reading() as session:
        done = set((await session.execute(select(DutyRow.name))).scalars())
        assert await last_run(session, TICK) is not None
    assert done == {TICK, *(duty.name for duty in DUTIES)}  # the broken one is not noted as done


@pytest.mark.parametrize("database", ["postgres"], indirect=True)  # SQLite has one writer at a time
async def test_no_post_waits_for_a_duty_that_takes_long(machine: Machine) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def long(_: AsyncSession, __: datetime) -> None:
        begun.set()
        await may_end.wait()

    post_id = await machine.scheduled()
    bell = RecordingBell()
    process = ClockProcess(machine.services, bell, (Duty("long", timedelta(hours=1), long),))
    running = asyncio.create_task(process.run())
    await begun.wait()
    due = (await machine.post(post_id)).next_at
    assert due is not None
    machine.move_to(due)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await bell.was_handed.wait()
    process.stop()
    may_end.set()
    await running


async def test_a_tick_rings_for_what_is_due_and_for_nothing_else(machine: Machine) -> None:
    post_id = await machine.scheduled()
    bell = RecordingBell()
    process = ClockProcess(machine.services, bell)
    await process.tick()
    assert bell.handed == []
    post = await machine.post(post_id)
    assert post.next_at is not None
    machine.move_to(post.next_at)
    await process.tick()
    await process.tick()
    assert [handed[:2] for handed in bell.handed] == [(machine.team.workspace_id, post_id)]
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED
