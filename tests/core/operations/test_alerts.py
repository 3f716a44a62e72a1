"""Alerts reach the log always, a chat where one is named, and nobody twice within the hour."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
import structlog
from prometheus_client import REGISTRY
from publishing_machine import Machine, open_at
from sqlalchemy import select

from bot.cards.operations import alert_card
from core.background import run_task
from core.notices.model import Conversation, Notice, NoticeKind
from core.operations.alert import alert_view
from core.operations.model import AlertRow, forget_old_alerts
from core.operations.watch_tokens import watch_tokens
from core.outbox import TaskRow
from core.ports.gate import Called
from core.process import Process
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform


async def test_a_burst_of_refusals_is_told_once_an_hour(machine: Machine) -> None:
    counted = count()
    await refusals(machine, 3)
    with structlog.testing.capture_logs() as logs:
        await watch(machine)
        await watch(machine)
    assert [entry["log_level"] for entry in logs if entry["event"] == "alert"] == ["error"]
    assert count() == counted + 1
    machine.move_to(machine.clock.now() + timedelta(minutes=61))
    await watch(machine)
    assert len(await rows(machine, AlertRow)) == 1  # long over
    await refusals(machine, 3)
    await watch(machine)
    assert len(await rows(machine, AlertRow)) == 2


async def test_ordinary_work_raises_nothing(machine: Machine) -> None:
    await machine.run(await machine.scheduled())
    await refusals(machine, 2)
    await watch(machine)
    assert await rows(machine, AlertRow) == []


async def test_a_token_used_by_a_command_is_told(
    machine: Machine, database: str, pictures: str, tmp_path: Path
) -> None:
    stranger = open_at(machine.sandbox, database, tmp_path, pictures, process=Process.COMMAND)
    stranger.token_log.note(Called("publish", "ok", "1", machine.team.workspace_id, machine.team.account_id))
    await stranger.close()
    await watch(machine)
    (alert,) = await rows(machine, AlertRow)
    assert "unexpected process: command" in alert.text


@pytest.mark.parametrize(
    ("address", "team", "made"),
    [("slack:C1", "T1", False), ("slack:C9", "", True), ("telegram:-100123", "", True)],
)
async def test_operators_hear_it_where_they_want_to(machine: Machine, address: str, team: str, made: bool) -> None:
    settings = machine.services.settings.model_copy(update={"alert_conversation": address})
    before = len(await rows(machine, Conversation))
    await refusals(machine, 3)
    await watch(machine)
    for task in await rows(machine, TaskRow):
        if task.name == "alert.tell":
            await run_task(replace(machine.services, settings=settings), machine.bodies, task.id)
    (notice,) = [notice for notice in await rows(machine, Notice) if notice.kind is NoticeKind.ALERT]
    async with machine.services.db.reading() as session:
        view = await alert_view(session, cast(UUID, notice.subject_id))
    assert alert_card(view).summary.startswith("Alert: Instagram refused the token of @warehouse.nights")
    (room,) = [room for room in await rows(machine, Conversation) if room.id == notice.conversation_id]
    platform, _, place = address.partition(":")
    assert (room.platform, room.address, room.team) == (Platform(platform), place, team)
    assert len(await rows(machine, Conversation)) == before + made
    assert room.follows is not made  # operators asked for alerts, not for everybody's campaigns


async def test_without_a_conversation_the_alert_stays_in_the_log(machine: Machine) -> None:
    await refusals(machine, 3)
    await watch(machine)
    for task in await rows(machine, TaskRow):
        await run_task(machine.services, machine.bodies, task.id)
    assert [notice for notice in await rows(machine, Notice) if notice.kind is NoticeKind.ALERT] == []


async def test_after_a_month_alerts_are_forgotten(machine: Machine) -> None:
    await refusals(machine, 3)
    await watch(machine)
    async with machine.services.db.transaction() as session:
        await forget_old_alerts(session, machine.clock.now() + timedelta(days=31))
    assert await rows(machine, AlertRow) == []


async def refusals(machine: Machine, times: int) -> None:
    for _ in range(times):
        machine.services.token_log.note(
            Called("read", "190/460", "1", machine.team.workspace_id, machine.team.account_id)
        )
    await machine.services.token_log.flush()


async def watch(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        await watch_tokens(session, machine.clock.now())


async def rows(machine: Machine, kind: type[Any]) -> Sequence[Any]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(kind).execution_options(**ACROSS_WORKSPACES))
        return found.scalars().all()


def count() -> float:
    return REGISTRY.get_sample_value("rite_alerts_total", {"about": "token refused"}) or 0.0
