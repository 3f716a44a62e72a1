"""The audit log: written with the deed, changed by nobody, erased only with its team, read and exported by owners."""

import csv
import io
from datetime import timedelta

import pytest
from builders import NOW
from publishing_machine import Machine
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from core.accounts.choose import make_default
from core.approvals.configure import Scope, set_policy
from core.approvals.decide import approve, request_changes, take_back
from core.approvals.policy import Policy
from core.audit.model import AuditEntry, Deed
from core.audit.queries import HEADER, exported, newest_deeds
from core.errors import NotAllowed, NotNow
from core.posts.schedule import hold, stop_everything
from core.privacy.erase_person import erase_person
from core.privacy.erase_team import erase_team
from core.tickets.shop import open_entrance
from core.workspaces.away import go_away
from core.workspaces.configure import configure
from core.workspaces.leaving import back_in_slack, change_role, left_slack, remove_member
from core.workspaces.members import ChatIdentity, add_member, find_member, get_member, invite, join
from core.workspaces.model import Platform, Role

PHONE = ChatIdentity(Platform.TELEGRAM, "4711")
DESK = ChatIdentity(Platform.SLACK, "U1", "T1")


async def log_of(machine: Machine) -> list[AuditEntry]:
    """The oldest first."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(AuditEntry).where(AuditEntry.workspace_id == machine.team.workspace_id).order_by(AuditEntry.at)
        )
        return list(found.scalars())


async def test_decisions_rights_settings_and_accounts_leave_a_row_each(machine: Machine) -> None:
    team, services = machine.team, machine.services
    post_id = await machine.in_review()
    async with services.db.transaction() as session:
        ada = await get_member(session, team.workspace_id, team.ada.id)
        await approve(session, ada, post_id, 1, NOW)
        await hold(session, ada, post_id)
        await request_changes(session, ada, post_id, "a secret wish", NOW)
        await set_policy(session, ada, Scope(phase="recap"), Policy.TWO, NOW)
        await go_away(session, ada, NOW + timedelta(days=1), team.ben.id, NOW)
        await change_role(session, ada, team.cy.id, Role.APPROVER)
        await open_entrance(session, ada, services.vault, NOW)
        await stop_everything(session, ada)
        await configure(
            session,
            ada,
            time_zone="Europe/Berlin",
            digest_hour=10,
            comments_in_chat=True,
            model_budget=None,
            language="de",
        )
    rows = await log_of(machine)
    assert {row.what for row in rows} == {
        *(Deed.SAID_YES, Deed.HELD, Deed.ASKED_FOR_CHANGES, Deed.CHANGED_RULE, Deed.WENT_AWAY, Deed.CHANGED_ROLE),
        *(Deed.OPENED_SHOP, Deed.STOPPED_EVERYTHING, Deed.CHANGED_SETTINGS),
    }
    assert {row.member_id for row in rows} == {team.ada.id}
    said = {row.what: row.details for row in rows}
    assert said[Deed.SAID_YES] == {"revision": "1"}
    assert said[Deed.CHANGED_ROLE] == {"role": "editor -> approver"}
    assert "digest_hour: 9 -> 10" in said[Deed.CHANGED_SETTINGS]["changes"]
    assert "secret" not in str([row.details for row in rows])


async def test_what_is_rolled_back_was_not_done_and_is_not_logged(machine: Machine) -> None:
    with pytest.raises(NotNow):
        async with machine.services.db.transaction() as session:
            await stop_everything(session, machine.team.ada)
            await make_default(session, machine.team.ada, machine.team.account_id)
    assert await log_of(machine) == []


async def test_nobody_changes_or_deletes_a_row_not_even_by_hand(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        await stop_everything(session, machine.team.ada)
    before = [(row.id, row.what, row.member_id) for row in await log_of(machine)]
    own = AuditEntry.workspace_id == machine.team.workspace_id
    for attempt in (
        delete(AuditEntry).where(own),
        update(AuditEntry).where(own).values(member_id=None),
        text("DELETE FROM audit"),
        text("UPDATE audit SET what = 'held'"),
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            async with machine.services.db.transaction() as session:
                await session.execute(attempt)
    assert [(row.id, row.what, row.member_id) for row in await log_of(machine)] == before != []


async def test_a_team_that_is_erased_takes_its_log_along_and_one_person_leaves_only_the_deed(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        await stop_everything(session, team.ada)
        await stop_everything(session, team.ben)
        await erase_person(session, team.workspace_id, team.ada.id)
    rows = await log_of(machine)
    assert len(rows) == 2 and {row.member_id for row in rows} > {team.ben.id}
    assert team.ada.id not in {row.member_id for row in rows}
    with pytest.raises(DBAPIError, match="append-only"):  # the way is closed again
        async with machine.services.db.transaction() as session:
            await session.execute(text("DELETE FROM audit"))
    async with machine.services.db.transaction() as session:
        assert (await erase_team(session, team.workspace_id))["audit"] == 2
    assert await log_of(machine) == []


async def test_owners_read_and_export_it_and_others_do_not(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        await stop_everything(session, team.ben)
        ben = await get_member(session, team.workspace_id, team.ben.id)
        ben.name = "=HYPERLINK(1)"
    async with machine.services.db.reading() as session:
        with pytest.raises(NotAllowed, match="Only an owner reads the record"):
            await newest_deeds(session, team.ben, 5)
        assert [one.what for one in await newest_deeds(session, team.ada, 5)] == [Deed.STOPPED_EVERYTHING]
        table = list(csv.reader(io.StringIO((await exported(session, team.workspace_id)).decode())))
    assert tuple(table[0]) == HEADER
    assert table[1][1:4] == ["'=HYPERLINK(1)", str(team.ben.id), "stopped_everything"]


async def test_whoever_slack_deactivates_has_no_right_in_telegram_either_until_slack_lets_them_in(
    machine: Machine,
) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        dora = await add_member(session, team.workspace_id, DESK, name="Dora", role=Role.OWNER, now=NOW)
        token = await invite(session, team.workspace_id, Role.OWNER, NOW, member_id=dora.id)
        assert (await join(session, token, PHONE, name="Dora", now=NOW)).id == dora.id
        await left_slack(session, DESK)
        assert await find_member(session, PHONE) is None
        await back_in_slack(session, DESK)
        again = await find_member(session, PHONE)
        assert again is not None and again.role is Role.OWNER
    what = [row.what for row in await log_of(machine)]
    assert {Deed.LEFT_SLACK, Deed.BACK_IN_SLACK, Deed.JOINED, Deed.INVITED} == set(what)


async def test_who_was_removed_stays_out_until_an_owner_lets_them_in_again(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        dora = await add_member(session, team.workspace_id, PHONE, name="Dora", role=Role.APPROVER, now=NOW)
        spare = await invite(session, team.workspace_id, Role.EDITOR, NOW, member_id=dora.id)
        await remove_member(session, team.ada, dora.id)
        await back_in_slack(session, PHONE)
        assert await find_member(session, PHONE) is None
        with pytest.raises(NotAllowed):
            await join(session, spare, ChatIdentity(Platform.TELEGRAM, "4712"), name="Dora", now=NOW)
        fresh = await invite(session, team.workspace_id, Role.EDITOR, NOW)
        again = await join(session, fresh, PHONE, name="Dora", now=NOW)
        assert (again.id, again.role, again.active) == (dora.id, Role.EDITOR, True)


async def test_a_team_keeps_an_owner_and_only_owners_decide_about_people(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match="A team needs an owner"):
            await remove_member(session, team.ada, team.ada.id)
        with pytest.raises(NotNow, match="A team needs an owner"):
            await change_role(session, team.ada, team.ada.id, Role.EDITOR)
        with pytest.raises(NotAllowed, match="Only an owner decides who is in the team"):
            await change_role(session, team.ben, team.cy.id, Role.OWNER)
        with pytest.raises(NotAllowed):
            await remove_member(session, team.cy, team.ben.id)
        await change_role(session, team.ada, team.ben.id, Role.OWNER)
        await remove_member(session, team.ada, team.ada.id)


async def test_a_yes_that_is_taken_back_is_logged_with_who_took_it(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await take_back(session, machine.team.ben, post_id)
    assert [(row.what, row.member_id) for row in await log_of(machine)] == [
        (Deed.SAID_YES, machine.team.ada.id),
        (Deed.TOOK_BACK, machine.team.ben.id),
    ]
