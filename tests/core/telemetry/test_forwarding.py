"""What is tracked reaches Mixpanel and Amplitude through their own SDKs: once, whatever happens, or not at all."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, USERNAME, settle_in
from publishing_machine import Machine, open_at
from pydantic import SecretStr
from sqlalchemy import select, update
from stages.world import Sandbox

from core.background import run_task
from core.outbox import TaskRow
from core.telemetry.forward import ring_for_forwards
from core.telemetry.model import AnalyticsEvent
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.workspaces.model import Role, Workspace

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SERVICES = ("mixpanel", "amplitude")


async def opened(sandbox: Sandbox, database: str, folder: Path, **more: Any) -> Machine:
    await sandbox.reset(NOW, "http://127.0.0.1:9")
    services = open_at(sandbox, database, folder, "http://127.0.0.1:9", **more)
    signed_in = await sandbox.do("instagram/grant", username=USERNAME)
    async with services.db.transaction() as session:
        team = await settle_in(session, services, signed_in)
    return Machine(services, sandbox, team)


def keys(sandbox: Sandbox, amplitude_key: str = "sandbox-amplitude") -> dict[str, Any]:
    return {
        "mixpanel_token": SecretStr("sandbox-mixpanel"),
        "mixpanel_url": f"{sandbox.url}/mixpanel",
        "amplitude_key": SecretStr(amplitude_key),
        "amplitude_url": f"{sandbox.url}/amplitude/2/httpapi",
    }


@pytest.fixture
async def counted(database: str, sandbox_server: Sandbox, tmp_path: Path) -> AsyncIterator[Machine]:
    """Both services are set up."""
    machine = await opened(sandbox_server, database, tmp_path, **keys(sandbox_server))
    yield machine
    await machine.services.close()
    await sandbox_server.leave()


async def done(machine: Machine, times: int = 1) -> None:
    async with machine.services.db.transaction() as session:
        for _ in range(times):
            track(session, Tracked.MEMBER_JOINED, machine.team.workspace_id, machine.team.cy.id, role=Role.EDITOR)


async def ring(machine: Machine) -> list[TaskRow]:
    async with machine.services.db.transaction() as session:
        await ring_for_forwards(session, machine.clock.now())
    return await waiting(machine)


async def waiting(machine: Machine) -> list[TaskRow]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(TaskRow).where(TaskRow.name == "analytics.forward"))
        return list(found.scalars())


async def send(machine: Machine) -> None:
    """Until nothing waits: the waits of tries pass."""
    for _ in range(6):
        rows = [row for row in await waiting(machine) if row.dead_at is None]
        for row in rows:
            machine.clock.move_to(max(row.next_at, machine.clock.now()))
            await run_task(machine.services, machine.bodies, row.id)


async def told(machine: Machine, service: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = (await machine.sandbox.state())[service]["events"]
    return events


async def test_both_services_count_what_was_done_with_ids_and_kinds_and_nothing_else(counted: Machine) -> None:
    await done(counted)
    assert len(await ring(counted)) == 2
    await send(counted)
    async with counted.services.db.reading() as session:
        [row] = (await session.execute(select(AnalyticsEvent).where(_ours(counted)))).scalars()
    whose, team = str(counted.team.cy.id), str(counted.team.workspace_id)
    [seen] = await told(counted, "mixpanel")
    properties = {name: seen["properties"][name] for name in ("distinct_id", "$insert_id", "workspace", "role", "time")}
    assert seen["event"] == "member_joined"
    assert properties == {
        "distinct_id": whose,
        "$insert_id": str(row.id),
        "workspace": team,
        "role": "editor",
        "time": row.at.timestamp(),
    }
    [seen] = await told(counted, "amplitude")
    assert (seen["event_type"], seen["user_id"], seen["device_id"]) == ("member_joined", whose, team)
    assert (seen["insert_id"], seen["event_properties"]) == (str(row.id), {"role": "editor", "workspace": team})
    assert await waiting(counted) == []


@pytest.mark.parametrize("kind", ["away", "lost", "busy"])
@ON_SQLITE
async def test_a_service_that_fails_counts_everything_once_when_it_is_back(counted: Machine, kind: str) -> None:
    """Also where it counted and its answer was lost: what is told again has the same insert id."""
    await done(counted, 60)  # more than Mixpanel takes in one request
    for service in SERVICES:
        await counted.sandbox.fault(service, "track", kind)
    await ring(counted)
    await send(counted)
    for service in SERVICES:
        state = (await counted.sandbox.state())[service]
        assert len(state["events"]) == 60
        assert state["requests"] > 60 / 50
    assert await waiting(counted) == []


@ON_SQLITE
async def test_a_team_that_declined_is_counted_nowhere_else(counted: Machine) -> None:
    await done(counted)
    rows = await ring(counted)
    async with counted.services.db.transaction() as session:
        await session.execute(update(Workspace).values(telemetry=False))
    await send(counted)  # it declined between the ring and the work
    await done(counted)
    assert await ring(counted) == []
    assert len(rows) == 2
    assert [await told(counted, service) for service in SERVICES] == [[], []]


@ON_SQLITE
async def test_a_key_that_is_refused_ends_in_a_task_for_operators(
    database: str, sandbox_server: Sandbox, tmp_path: Path
) -> None:
    machine = await opened(sandbox_server, database, tmp_path, **keys(sandbox_server, "wrong"))
    await done(machine)
    await ring(machine)
    await send(machine)
    [row] = await waiting(machine)
    assert row.dead_at is not None
    assert "RITE_AMPLITUDE_KEY" in (row.last_error or "")
    assert len(await told(machine, "mixpanel")) == 1
    await machine.services.close()
    await sandbox_server.leave()


@ON_SQLITE
async def test_without_keys_nothing_waits_and_a_later_key_tells_nothing_of_before(machine: Machine) -> None:
    await done(machine)
    assert await ring(machine) == []
    async with machine.services.db.reading() as session:
        [row] = (await session.execute(select(AnalyticsEvent).where(_ours(machine)))).scalars()
    assert (row.event, row.waits, row.properties) == ("member_joined", False, {"role": "editor"})


def _ours(machine: Machine) -> Any:
    return AnalyticsEvent.workspace_id == machine.team.workspace_id
