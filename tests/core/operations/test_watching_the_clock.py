"""When no clock ticks, those who run Rite are told once, by whoever notices, and once more when one ticks again."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from email.utils import formatdate
from typing import Any
from uuid import UUID

import pytest
import structlog
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.background import run_task
from core.clock import wall_seconds
from core.database import Database
from core.duties import TICK, last_run, ticks
from core.notices.model import Notice, NoticeKind
from core.operations.model import AlertRow
from core.operations.watch_clock import LOOKS, ClockWatch
from core.outbox import TaskRow, ring_enqueued
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from jobs.clock import ClockProcess

GONE, BACK = "No clock has ticked", "A clock ticks again."


async def test_a_missing_clock_is_told_once_by_all_who_notice(machine: Machine) -> None:
    watches = [ClockWatch(machine.services) for _ in range(3)]
    await tick(machine)
    await look(watches, LOOKS)
    assert await alerts(machine.services) == []  # a restart of the clock is no alarm
    await look(watches, LOOKS)
    (said,) = await alerts(machine.services)
    assert said.startswith(f"{GONE} since 22 Nov 09:00:0")
    assert "`rite clock`" in said

    machine.move_to(machine.clock.now() + timedelta(hours=2))
    await look(watches, LOOKS)
    assert len(await alerts(machine.services)) == 1
    await tick(machine)
    await look(watches, 2)
    assert [text.startswith(BACK) for text in await alerts(machine.services)] == [False, True]
    told = sorted(await rows(machine.services, AlertRow), key=lambda alert: alert.at)
    assert [alert.resolved for alert in told] == [False, True]


async def test_a_clock_that_goes_away_again_is_told_again(machine: Machine) -> None:
    watch = ClockWatch(machine.services, looks=2)
    for _ in range(2):
        await look([watch], 4)
        machine.move_to(machine.clock.now() + timedelta(minutes=5))
        await tick(machine)
        await look([watch], 1)
    assert [text.startswith(GONE) for text in await alerts(machine.services)] == [True, False, True, False]


class Ear:
    """A bell that keeps what it was rung for."""

    def __init__(self) -> None:
        self.heard: list[UUID] = []

    def ring(self, queue: str, task_id: UUID) -> None:
        self.heard.append(task_id)

    async def listen(self, session: AsyncSession) -> None:
        await ring_enqueued(session, self)


async def test_operators_hear_of_it_although_there_is_no_clock(machine: Machine) -> None:
    """Its task is rung as the alert is raised: no clock has to find it."""
    ear = Ear()
    settings = machine.services.settings.model_copy(update={"alert_conversation": "slack:C1"})
    parts = replace(
        machine.services, settings=settings, db=Database(machine.services.db.engine, machine.clock, ear.listen)
    )
    await look([ClockWatch(parts)], LOOKS + 1)
    (task_id,) = ear.heard
    await run_task(parts, machine.bodies, task_id)
    (notice,) = [notice for notice in await rows(parts, Notice) if notice.kind is NoticeKind.ALERT]
    (alert,) = await rows(parts, AlertRow)
    assert (notice.subject_id, alert.resolved) == (alert.id, False)
    told = await rows(parts, TaskRow)
    assert ear.heard == [task_id, *(task.id for task in told)]  # the notice, too


async def test_before_anybody_joined_it_is_told_in_the_log(services: Services) -> None:
    with structlog.testing.capture_logs() as logs:
        await look([ClockWatch(services)], 2 * LOOKS)
    assert [entry["text"][: len(GONE)] for entry in logs if entry["event"] == "alert"] == [GONE]


async def test_a_clock_whose_ticks_fail_does_not_pass_for_one_that_ticks(machine: Machine) -> None:
    class Blind(Database):
        def reading(self) -> AbstractAsyncContextManager[AsyncSession]:
            raise ConnectionError

    blind = replace(machine.services, db=Blind(machine.services.db.engine, machine.clock))
    with pytest.raises(ConnectionError):
        await ClockProcess(blind, machine.services.bell).tick()
    async with machine.services.db.reading() as session:
        assert await last_run(session, TICK) is None


def test_a_tick_of_the_future_is_no_sign_of_life(machine: Machine) -> None:
    now = machine.clock.now()
    assert ticks(now - timedelta(seconds=9), now)
    assert not ticks(now - timedelta(seconds=11), now)
    assert not ticks(now + timedelta(hours=1), now)
    assert not ticks(None, now)


async def test_clocks_that_differ_are_told_by_how_much_and_again_when_they_agree(machine: Machine) -> None:
    watches = [ClockWatch(machine.services) for _ in range(2)]
    for ahead in (0, -3600, -3600, 0, 0):
        machine.services.witness.hear({"date": formatdate(wall_seconds() + ahead, usegmt=True)})
        await look(watches, 1)
    differ, agree = await alerts(machine.services)
    assert "60 minutes ahead of Instagram's" in differ
    assert "agree again" in agree


async def look(watches: Sequence[ClockWatch], times: int) -> None:
    for _ in range(times):
        for watch in watches:
            await watch.look()


async def tick(machine: Machine) -> None:
    await ClockProcess(machine.services, machine.services.bell).tick()


async def alerts(services: Services) -> list[str]:
    return [alert.text for alert in sorted(await rows(services, AlertRow), key=lambda alert: alert.at)]


async def rows(services: Services, kind: type[Any]) -> Sequence[Any]:
    async with services.db.reading() as session:
        found = await session.execute(select(kind).execution_options(**ACROSS_WORKSPACES))
        return found.scalars().all()
