"""Parts are looked at for real, figures have limits, and trouble is told once, and once more when it is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog
from publishing_machine import Machine
from sqlalchemy import select, update

from core import tasks
from core.accounts.model import Account
from core.adapters.media_store import open_media
from core.database import Database
from core.errors import Busy, NotNow, Unavailable
from core.operations.backlog import given_up_count
from core.operations.checks import CHECKS, Check, Checkup, is_ready
from core.operations.incidents import CALM_FOR
from core.operations.measures import SystemMetrics, free_share, measure
from core.operations.model import AlertRow, HealthCheckRow, IncidentRow, SystemMetricsRow, forget_old_health
from core.operations.report import report
from core.operations.thresholds import THRESHOLDS
from core.operations.watch_health import CHECK_EVERY, MEASURE_EVERY, HealthWatch
from core.operations.work import Kind, WorkTally, went_wrong
from core.outbox import TaskRow
from core.tenancy import ACROSS_WORKSPACES
from jobs.clock import ClockProcess

MINUTE = timedelta(minutes=1)
QUIET = SystemMetrics(0, 0, 0, 0.0, 0.0, 0, 0.0, 0.0, 0, 0.5)
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def test_every_part_is_looked_at_and_well(machine: Machine) -> None:
    await tick(machine)
    found = {one.check.name: one.well for one in await Checkup(machine.services).look()}
    assert found == {"database": True, "queue": True, "clock": True, "storage": True, "instagram": True}


class Away(Database):
    """A database that does not answer."""

    def reading(self) -> Any:
        raise ConnectionError


@ON_SQLITE
async def test_what_is_away_is_told_and_only_instagram_may_be(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    services = machine.services
    broken = services.settings.model_copy(update={"media_url": f"file://{tmp_path}/file"})
    media = open_media(broken, services.vault, services.clock, services.http)
    for parts, away in (
        (replace(services, db=Away(services.db.engine, machine.clock)), {"database", "clock"}),
        (replace(services, media=media), {"storage", "clock"}),
    ):
        found = await Checkup(parts).look()
        assert {one.check.name for one in found if not one.well} == away
        assert not is_ready(found)
    await tick(machine)
    no_instagram = replace(services, witness=type(services.witness)())
    found = await Checkup(no_instagram).look()
    assert [one.check.name for one in found if not one.well] == ["instagram"]
    assert is_ready(found)


@ON_SQLITE
async def test_what_costs_something_is_not_looked_at_for_everyone_who_asks(machine: Machine) -> None:
    asked: list[str] = []

    def counting(name: str, good_for: float) -> Check:
        async def is_well(_: object) -> bool:
            asked.append(name)
            return True

        return Check(name, is_well, "", "", good_for_seconds=good_for)

    checkup = Checkup(machine.services, (counting("dear", 60), counting("cheap", 0)))
    for _ in range(3):
        await checkup.look()
    await checkup.look(anew=True)
    assert (asked.count("dear"), asked.count("cheap")) == (2, 4)


async def test_every_five_minutes_every_part_has_a_row_whoever_looks(machine: Machine) -> None:
    await tick(machine)
    watches = [watch(machine) for _ in range(2)]
    for _ in range(11):
        for one in watches:
            await one.look()
        machine.move_to(machine.clock.now() + MINUTE)
        await tick(machine)
    checked, minutes = await rows(machine, HealthCheckRow), await rows(machine, SystemMetricsRow)
    assert len(checked) == len(CHECKS) * (11 * MINUTE // CHECK_EVERY + 1)
    assert len(minutes) == 11 * MINUTE // MEASURE_EVERY
    assert {row.name for row in checked if row.well} == {check.name for check in CHECKS}


async def test_the_figures_are_what_the_rows_say(machine: Machine) -> None:
    before = await measure(machine.services)
    assert (before.queue_depth, before.post_late, before.tokens_expiring, before.error_rate) == (0, 0, 0, 0)
    tally = machine.services.work
    for seconds, failed in ((1, False), (3, True)):
        tally.count(Kind.REQUEST, timedelta(seconds=seconds), failed=failed)
    tally.count(Kind.TASK, timedelta(seconds=30), failed=False)
    tally.count(Kind.POST, timedelta(seconds=30), failed=False)
    await tally.note()
    await tally.note()  # nothing new
    post = await machine.post(await machine.scheduled())
    await enqueue(machine, 3)
    machine.move_to(post.due_at + timedelta(seconds=90))
    tally.count(Kind.REQUEST, timedelta(seconds=2), failed=False)
    await tally.note()
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Account)
            .where(Account.workspace_id == machine.team.workspace_id)
            .values(token_expires_at=machine.clock.now() + timedelta(days=2))
        )
    found = await measure(machine.services)
    assert (found.work_done, found.error_rate, found.response_time) == (1, 0, 2)  # the rest was long ago
    assert found.queue_depth >= 3
    assert found.queue_wait > 90
    assert 90 <= found.post_late < 100
    assert found.tokens_expiring == 1
    assert 0 < found.disk_free < 1


async def test_what_people_did_today_is_counted(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now() + timedelta(hours=2))
    assert (await measure(machine.services)).active_users == 1
    await machine.run(post_id)
    assert (await measure(machine.services)).posts_published == 1


@ON_SQLITE
async def test_work_that_could_not_be_noted_counts_the_next_time(machine: Machine) -> None:
    class Shut(Database):
        def transaction(self) -> Any:
            raise ConnectionError

    tally = WorkTally(Shut(machine.services.db.engine, machine.clock), machine.clock)
    tally.count(Kind.TASK, MINUTE, failed=True)
    with pytest.raises(ConnectionError):
        await tally.note()
    tally._db = machine.services.db
    await tally.note()
    assert (await measure(machine.services)).error_rate == 1


def test_what_a_person_can_mend_and_what_just_waits_is_no_failure() -> None:
    assert [went_wrong(error) for error in (KeyError(), Unavailable(), NotNow(), Busy())] == [True, True, False, False]


@pytest.mark.parametrize(
    ("name", "just", "beyond"),
    [
        ("error rate", {"error_rate": 0.05, "work_done": 500}, {"error_rate": 0.06, "work_done": 20}),
        ("response time", {"response_time": 2.0}, {"response_time": 2.01}),
        ("queue depth", {"queue_depth": 1000}, {"queue_depth": 1001}),
        ("queue wait", {"queue_wait": 300.0}, {"queue_wait": 301.0}),
        ("post late", {"post_late": 60.0}, {"post_late": 61.0}),
        ("tokens expiring", {"tokens_expiring": 0}, {"tokens_expiring": 2}),
        ("disk", {"disk_free": 0.1}, {"disk_free": 0.09}),
    ],
)
def test_a_limit_is_beyond_its_figure(name: str, just: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert over(replace(QUIET, **just)) == set()
    assert over(replace(QUIET, **beyond)) == {name}


def test_one_mishap_of_a_few_is_no_rate() -> None:
    assert over(replace(QUIET, error_rate=1.0, work_done=19)) == set()


async def test_an_incident_is_told_once_and_once_more_when_it_is_over(machine: Machine) -> None:
    one, other = watch(machine), watch(machine)
    began = machine.clock.now()
    await enqueue(machine, 1)
    for _ in range(8):  # a task waits for minutes, and nobody takes it up
        machine.move_to(machine.clock.now() + MINUTE)
        await one.look()
        await other.look()
    (alert,) = await alerts(machine)
    assert alert.text.startswith("A task has waited for ")
    assert f"Since {began + 5 * MINUTE:%d %b %H:%M} UTC. What to do: see that a worker" in alert.text
    assert not alert.resolved
    await machine.work("alert.tell")
    await drop_tasks(machine)
    await one.measure()
    assert len(await alerts(machine)) == 1  # it may come back within moments
    machine.move_to(machine.clock.now() + CALM_FOR)
    await other.measure()
    alert, over_again = await alerts(machine)
    assert over_again.resolved
    assert "that is over. It began" in over_again.text
    (incident,) = await rows(machine, IncidentRow)
    assert incident.ended_at is not None


@ON_SQLITE
async def test_what_comes_and_goes_within_moments_is_one_incident(machine: Machine) -> None:
    one = watch(machine)
    await enqueue(machine, 1)
    machine.move_to(machine.clock.now() + 6 * MINUTE)
    await one.measure()
    for _ in range(3):
        await drop_tasks(machine)
        await one.measure()
        machine.move_to(machine.clock.now() + CALM_FOR / 2)
        await enqueue(machine, 1, waited=6 * MINUTE)
        await one.measure()
    assert len(await alerts(machine)) == 1


@ON_SQLITE
async def test_what_is_gone_at_the_second_look_is_no_trouble(machine: Machine) -> None:
    """As when a clock was moved, or a process is just being started anew."""

    class Passing(Checkup):
        async def look(self, *, anew: bool = False) -> list[Any]:
            found = await super().look(anew=anew)
            async with machine.services.db.transaction() as session:
                session.add(HealthCheckRow(name="seen", well=True, took_ms=0, at=machine.clock.now()))
            await tick(machine)
            return found

    broken = replace(machine.services, witness=type(machine.services.witness)())
    await HealthWatch(broken, Passing(broken), again_after=0).check()
    assert [alert.about.split(" 20")[0] for alert in await alerts(machine)] == ["instagram"]  # seen twice, and told
    await HealthWatch(machine.services, Passing(machine.services), again_after=0).check()
    assert len([alert for alert in await alerts(machine) if not alert.resolved]) == 1


@ON_SQLITE
async def test_before_anybody_joined_an_incident_is_in_the_log(services: Any) -> None:
    broken = replace(services, witness=type(services.witness)())
    with structlog.testing.capture_logs() as logs:
        await HealthWatch(broken, Checkup(broken), again_after=0).check()
    (told,) = [entry for entry in logs if entry["event"] == "alert"]
    assert told["text"].startswith("Instagram can't be reached")


async def test_the_report_shows_the_day_behind(machine: Machine) -> None:
    await tick(machine)
    now = machine.clock.now()
    figures = (await measure(machine.services)).__dict__
    async with machine.services.db.transaction() as session:
        for hours, rate in ((1, 0.02), (2, 0.0), (30, 0.5)):
            session.add(SystemMetricsRow(**{**figures, "error_rate": rate, "at": now - timedelta(hours=hours)}))
        session.add(IncidentRow(name="disk", text="Only 3% of the disk is free", began_at=now))
    found = await report(machine.services, Checkup(machine.services))
    assert found.headline == "Rite runs, with 1 incident going on."
    assert found.figures[0] == "Error rate: 0.0%, at most 2.0% ▁█"
    assert found.incidents == (f"Only 3% of the disk is free, since {now:%d %b %H:%M} UTC",)
    assert found.parts[0].startswith("Database: well")
    async with machine.services.db.transaction() as session:
        await forget_old_health(session, now + timedelta(days=31))
    assert await rows(machine, SystemMetricsRow) == []
    assert len(await rows(machine, IncidentRow)) == 1  # it goes on


@ON_SQLITE
async def test_without_a_database_the_report_tells_the_parts(machine: Machine) -> None:
    away = replace(machine.services, db=Away(machine.services.db.engine, machine.clock))
    found = await report(away, Checkup(away))
    assert found.headline == "Rite is not ready: database, clock."
    assert not found.well and not found.figures


def test_a_folder_that_is_still_to_be_made_has_the_room_of_the_one_above(tmp_path: Path) -> None:
    assert free_share([tmp_path / "not" / "yet"]) == pytest.approx(free_share([tmp_path]), abs=0.05)
    assert free_share([]) == 1


def over(found: SystemMetrics) -> set[str]:
    return {one.name for one in THRESHOLDS if one.is_over(found)}


def watch(machine: Machine) -> HealthWatch:
    return HealthWatch(machine.services, Checkup(machine.services), again_after=0)


async def enqueue(machine: Machine, times: int, waited: timedelta = timedelta()) -> None:
    async with machine.services.db.transaction() as session:
        for _ in range(times):
            tasks.read_insights.enqueue(session, machine.team.workspace_id, uuid4())
        await session.flush()
        for row in (await session.execute(select(TaskRow))).scalars():
            row.next_at -= waited


async def drop_tasks(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        for row in (await session.execute(select(TaskRow))).scalars():
            await session.delete(row)
    async with machine.services.db.reading() as session:
        assert await given_up_count(session) == 0


async def tick(machine: Machine) -> None:
    await ClockProcess(machine.services, machine.services.bell, duties=()).tick()


async def alerts(machine: Machine) -> list[AlertRow]:
    return sorted(await rows(machine, AlertRow), key=lambda alert: alert.at)


async def rows(machine: Machine, kind: type[Any]) -> Sequence[Any]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(kind).execution_options(**ACROSS_WORKSPACES))
        return found.scalars().all()
