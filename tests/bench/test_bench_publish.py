"""make bench-publish, very small: every arm does its whole work, and the table holds what was measured."""

from datetime import timedelta
from pathlib import Path

import pytest

from bench.publish import claims, growth, hold, idle
from bench.publish.approved import store_picture
from bench.publish.burst import Burst, burst, burst_lines
from bench.publish.claims import BATCH, open_yard
from bench.publish.teams import rest_from_duties, settle_in
from bench.service import staged
from bench.sheet import ratio_line
from bench.spread import Spread
from core.clock import SystemClock
from core.services import open_services

SMALL = BATCH + 20
"""More than a batch, so that every arm has to come again."""


async def test_every_arm_claims_all_that_is_due_and_its_ratio_is_in_the_table(database: str) -> None:
    yard = await open_yard(database)
    try:
        measured = await claims.claim_rates(yard, posts=SMALL, rounds=2)
        lines = claims.claims_lines(yard, measured)
    finally:
        await yard.close()
    assert measured.by_arm.keys() == {"ours", *yard.drains}
    assert all(rate > 0 for rates in measured.by_arm.values() for rate in rates)
    shown = [ratio_line("", measured.ratio("ours", driver)).measured for driver in yard.drains]
    assert [line.measured for line in lines] == shown
    assert lines[0].goal.startswith("≥ 0.8")


async def test_stored_posts_stay_while_due_ones_come_and_go(database: str) -> None:
    yard = await open_yard(database)
    try:
        growth.schedule_far(yard, 30)
        costs = await growth.claim_costs(yard, yard, rounds=1, due=SMALL)
        looks = await growth.look_costs(yard, yard, rounds=1)
        claims.make_due(yard, 7)
        left = await claims.drain(yard)
    finally:
        await yard.close()
    assert left == 7
    lines = growth.growth_lines(yard, (30, 30), costs, looks)
    assert [line.measured for line in lines] == [
        ratio_line("", found.ratio("much", "little")).measured for found in (costs, looks)
    ]


def test_half_of_the_plan_appears_shortly_before_it_is_due() -> None:
    plan = idle.jobs(120, 30.0)
    late = [due - added for added, due in plan if added]
    assert len(plan) == 120 and len(late) == 60
    assert all(0.3 <= left <= 2.0 for left in late)


def test_peers_are_told_as_ratios_or_as_missing() -> None:
    ours = Spread.of([0.002] * 3)
    lines = idle.idle_lines(idle.Punctuality(ours, ours), {"Other": Spread.of([0.1] * 3), "Third": "no node here"})
    assert [line.measured for line in lines] == ["p99 2.0 ms", "p99 2.0 ms", "0.02x", "not run"]
    assert lines[-1].beside == "no node here"
    found = Burst(100, 4.0, ours, {"worker 1": 20.0})
    assert [line.measured for line in burst_lines(found, {"Dramatiq": 2500.0, "Celery": "no pip here"})] == [
        "25.0 posts a second",
        "0.0100x",
        "not run",
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("backing", ["postgres+redis"], indirect=True)
async def test_a_burst_goes_live_through_real_processes(backing: tuple[str, str], tmp_path: Path) -> None:
    with staged(*backing, tmp_path) as stage:
        services = open_services(stage.settings)
        now = SystemClock().now()
        async with services.db.transaction() as session:
            teams = await settle_in(session, services.vault, stage.world.crowd(2), now)
            await rest_from_duties(session, now)
        picture = await store_picture(services.media)
        found = await burst(stage, services.db, teams, picture, 4, within=timedelta(seconds=1), watched={})
        live = stage.world.live()
        await services.close()
    assert found.posts == len(found.late.seconds) == len(live) == 4
    assert found.late.early == 0
    assert found.rate == pytest.approx(4 / found.seconds)
    assert {"sandbox", "web 1", "worker 2", "clock 3"} <= found.cpu.keys()


async def test_every_arm_holds_a_whole_campaign(database: str) -> None:
    yard = await open_yard(database)
    try:
        measured = await hold.hold_times(yard, posts=30, rounds=1)
    finally:
        await yard.close()
    assert [line.measured for line in hold.hold_lines(yard, measured, 30)] == [
        ratio_line("", measured.ratio(arm, hold.PLAIN)).measured for arm in (hold.OURS, hold.TOLD)
    ]
