"""Once a day an account tells how it did and who its people are; what is refused loses nothing else."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from builders import USERNAME
from publishing_machine import Machine
from sqlalchemy import select

from core.accounts.model import Account, AccountStatus
from core.errors import WaitAndRetry
from core.insights.account import read_account, ring_for_accounts
from core.insights.account_model import AccountDay, Audience
from core.insights.queries import AccountView, account_views


async def rung(machine: Machine) -> int:
    async with machine.services.db.transaction() as session:
        return await ring_for_accounts(session, machine.clock.now())


async def read(machine: Machine) -> None:
    await read_account(machine.services, machine.team.workspace_id, machine.team.account_id)


async def days(machine: Machine) -> dict[date, dict[str, int]]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(AccountDay).where(AccountDay.workspace_id == machine.team.workspace_id).order_by(AccountDay.day)
        )
        return {row.day: row.metrics for row in found.scalars()}


async def view(machine: Machine) -> AccountView:
    async with machine.services.db.reading() as session:
        found = await account_views(session, machine.team.workspace_id, "Europe/Berlin", machine.clock.now())
        return found[0]


async def change(machine: Machine, scopes: Sequence[str] = (), status: AccountStatus = AccountStatus.CONNECTED) -> None:
    async with machine.services.db.transaction() as session:
        found = await session.execute(select(Account).where(Account.workspace_id == machine.team.workspace_id))
        account = found.scalar_one()
        account.scopes, account.status = list(scopes), status


async def test_the_first_reading_knows_the_week_the_followers_and_the_people(machine: Machine) -> None:
    await read(machine)

    known = await days(machine)
    assert len(known) == 8  # seven whole days, and the followers of today
    assert known[date(2026, 11, 22)] == {"followers_count": 1290}
    assert known[date(2026, 11, 21)].keys() >= {"reach", "views", "profile_views", "follows", "reach_week"}
    told = await view(machine)
    assert (told.followers, told.username) == (1290, USERNAME)
    assert told.cities[0].name == "Berlin"
    assert told.ages[0].name == "25-34"
    assert set(told.hours) == {20, 21, 19}  # when the look-alike's followers are awake, on Berlin's clock


async def test_an_account_is_asked_about_once_a_day(machine: Machine) -> None:
    assert await rung(machine) == 1
    await read(machine)
    assert await rung(machine) == 0
    machine.move_to(machine.clock.now() + timedelta(hours=21))
    assert await rung(machine) == 1


async def test_only_a_connected_account_that_granted_it_is_asked(machine: Machine) -> None:
    expected: dict[tuple[str, AccountStatus], int] = {
        ("instagram_business_basic", AccountStatus.CONNECTED): 0,
        ("instagram_business_manage_insights", AccountStatus.CONNECTED): 1,
        ("instagram_manage_insights", AccountStatus.CONNECTED): 1,
        ("instagram_manage_insights", AccountStatus.EXPIRED): 0,
    }
    for (scope, status), rings in expected.items():
        await change(machine, [scope], status)
        assert await rung(machine) == rings, (scope, status)


async def test_the_next_day_the_last_three_days_are_read_again(machine: Machine) -> None:
    await read(machine)
    before = await days(machine)
    await machine.sandbox.do("instagram/settings", followers={USERNAME: 12_900})
    machine.move_to(machine.clock.now() + timedelta(days=1))
    await read(machine)
    after = await days(machine)

    changed = {day for day in before if before[day].get("reach") != after[day].get("reach")}
    assert changed == {date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)}


async def test_a_small_account_has_days_but_no_people(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", followers={USERNAME: 60})
    await read(machine)

    told = await view(machine)
    assert told.followers == 60
    assert (told.cities, told.ages, told.hours) == ((), (), ())


async def test_what_could_not_be_read_is_read_when_there_are_calls_again(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "insights", "throttle")
    with pytest.raises(WaitAndRetry):
        await read(machine)
    assert not (await view(machine)).reach

    machine.move_to(machine.clock.now() + timedelta(minutes=15))
    await read(machine)
    assert len(await days(machine)) == 8
    assert (await view(machine)).cities


async def test_a_part_that_fails_loses_no_other_part(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "insights", "outage", times=4)
    await read(machine)

    assert (await view(machine)).cities
    assert len(await days(machine)) == 8


async def test_an_account_that_has_lost_its_access_is_left_alone(machine: Machine) -> None:
    await machine.sandbox.do("instagram/revoke", username=USERNAME, reason="app_removed")
    await read(machine)
    await change(machine, status=AccountStatus.DISCONNECTED)
    await read(machine)

    assert await days(machine) == {}
    async with machine.services.db.reading() as session:
        found = await session.execute(select(Audience).where(Audience.workspace_id == machine.team.workspace_id))
        assert found.scalar_one().people == {}
