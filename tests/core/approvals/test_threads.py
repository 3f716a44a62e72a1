"""Around a decision: one yes of two taken back, somebody stands in, somebody is asked, everything is remembered."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from builders import DUE, NOW, person
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.ask import ask_for_yes
from core.approvals.configure import Scope, set_policy
from core.approvals.decide import approve, request_changes, take_back
from core.approvals.policy import Policy
from core.approvals.remind import remind
from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.notices.model import Notice
from core.posts.last_call import call_last
from core.posts.model import PostStatus
from core.posts.queries import PostView, post_view
from core.posts.revision import get_post
from core.posts.schedule import hold, resume
from core.trail.comment import comment
from core.trail.model import What
from core.trail.queries import Happened, trail_view
from core.workspaces.away import come_back, go_away
from core.workspaces.members import get_workspace
from core.workspaces.model import Member, Role

S = PostStatus


async def view(machine: Machine, post_id: UUID) -> PostView:
    async with machine.services.db.reading() as session:
        return await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())


async def arrives(machine: Machine, name: str, role: Role) -> Member:
    """One more person; people are named in the order they came."""
    newcomer = person(name, role, machine.team.workspace_id)
    newcomer.created_at = NOW + timedelta(minutes=1)
    async with machine.services.db.transaction() as session:
        session.add(newcomer)
    return newcomer


async def yes(machine: Machine, member: Member, post_id: UUID) -> PostStatus:
    async with machine.services.db.transaction() as session:
        return (await approve(session, member, post_id, 1, machine.clock.now())).status


async def two_people(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        await set_policy(session, machine.team.ada, Scope(), Policy.TWO, machine.clock.now())


async def said(machine: Machine) -> list[tuple[str, Sequence[str]]]:
    """(sentence, whom it calls) of every notice that says something, each once."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice).where(Notice.workspace_id == machine.team.workspace_id).order_by(Notice.created_at)
        )
        told = [
            (one.details["say"], tuple(one.details.get("to", ()))) for one in found.scalars() if "say" in one.details
        ]
    return list(dict.fromkeys(told))


async def test_one_yes_of_two_is_taken_back_by_who_gave_it_while_the_post_waits(machine: Machine) -> None:
    team = machine.team
    await two_people(machine)
    post_id = await machine.in_review()
    await yes(machine, team.ben, post_id)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match="Only Ben can take that yes back"):
            await take_back(session, team.ada, post_id)
    async with machine.services.db.transaction() as session:
        await take_back(session, team.ben, post_id)
    assert (await view(machine, post_id)).yeses.said_yes == ()
    assert await yes(machine, team.ada, post_id) is S.IN_REVIEW  # one of two again
    assert await yes(machine, team.ben, post_id) is S.SCHEDULED


async def test_a_deputy_says_yes_for_somebody_who_is_away_and_no_longer(machine: Machine) -> None:
    team, now = machine.team, machine.clock.now()
    eve = await arrives(machine, "Eve", Role.EDITOR)
    first, later = await machine.in_review(), await machine.in_review()
    with pytest.raises(NotAllowed, match="Only approvers"):
        await yes(machine, eve, first)
    async with machine.services.db.transaction() as session:
        await go_away(session, team.ben, now + timedelta(days=3), eve.id, now)
        with pytest.raises(InvalidAnswer, match="who is no guest"):
            await go_away(session, team.ben, now + timedelta(days=3), team.ben.id, now)
        with pytest.raises(NotAllowed, match="Nobody waits for your yes"):
            await go_away(session, team.cy, now + timedelta(days=3), None, now)
    assert (await view(machine, first)).approvers == ("Ada", "Eve")
    assert await yes(machine, eve, first) is S.SCHEDULED
    async with machine.services.db.transaction() as session:
        await come_back(session, team.ben)
    with pytest.raises(NotAllowed, match="Only approvers"):
        await yes(machine, eve, later)


async def test_who_approves_is_reminded_once_and_owners_only_when_that_did_not_help(machine: Machine) -> None:
    team = machine.team
    post_id = await machine.in_review()
    for before in (timedelta(hours=2, minutes=59), timedelta(hours=2), timedelta(minutes=59), timedelta(minutes=30)):
        machine.move_to(DUE - before)
        async with machine.services.db.transaction() as session:
            await remind(session, machine.clock.now())
    assert await said(machine) == [("post_waiting", (team.ben.id.hex,)), ("post_escalated", (team.ada.id.hex,))]
    machine.move_to(DUE + timedelta(minutes=1))
    async with machine.services.db.transaction() as session:
        await remind(session, machine.clock.now())
    assert (await said(machine))[-1] == ("post_overdue", ())
    assert (await view(machine, post_id)).status is S.IN_REVIEW


async def test_a_reminder_calls_neither_who_is_away_nor_who_said_yes(machine: Machine) -> None:
    team, now = machine.team, machine.clock.now()
    dee, eve = await arrives(machine, "Dee", Role.APPROVER), await arrives(machine, "Eve", Role.EDITOR)
    async with machine.services.db.transaction() as session:
        await go_away(session, team.ben, DUE, eve.id, now)
    await two_people(machine)
    post_id = await machine.in_review()
    await yes(machine, dee, post_id)
    machine.move_to(DUE - timedelta(hours=2))
    async with machine.services.db.transaction() as session:
        await remind(session, machine.clock.now())
    assert await said(machine) == [("post_waiting", (eve.id.hex,))]


async def test_somebody_is_asked_once_for_each_version_whoever_asks(machine: Machine) -> None:
    team = machine.team
    gil = await arrives(machine, "Gil", Role.GUEST)
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        post = await get_post(session, team.workspace_id, post_id)
        assert await ask_for_yes(session, gil, [post], team.ada) == [post]
    async with machine.services.db.transaction() as session:
        post = await get_post(session, team.workspace_id, post_id)
        with pytest.raises(NotNow, match="Ada was asked by Gil already"):
            await ask_for_yes(session, team.cy, [post], team.ada)
        assert await ask_for_yes(session, team.cy, [post], team.ben) == [post]


async def test_a_guest_s_comment_is_kept_and_shown_and_takes_no_yes_away(machine: Machine) -> None:
    team = machine.team
    gil = await arrives(machine, "Gil", Role.GUEST)
    post_id = await machine.in_review()
    await yes(machine, team.ben, post_id)
    async with machine.services.db.transaction() as session:
        await comment(session, gil, post_id, "  Is the price right? ")
    shown = await view(machine, post_id)
    assert (shown.status, [(one.name, one.words) for one in shown.comments]) == (
        S.SCHEDULED,
        [("Gil", "Is the price right?")],
    )


async def test_the_history_tells_who_did_what_when_and_on_which_version(machine: Machine) -> None:
    team = machine.team
    post_id = await machine.in_review()
    deeds = (
        lambda session, now: approve(session, team.ben, post_id, 1, now),
        lambda session, now: hold(session, team.cy, post_id),
        lambda session, now: resume(session, team.ada, post_id, now),
        lambda session, now: take_back(session, team.ada, post_id),
        lambda session, now: comment(session, team.cy, post_id, "Shorter?"),
        lambda session, now: request_changes(session, team.cy, post_id, "shorter", now, 1),
    )
    for minute, deed in enumerate(deeds, start=1):
        machine.move_to(NOW + timedelta(minutes=minute))
        async with machine.services.db.transaction() as session:
            await deed(session, machine.clock.now())
    async with machine.services.db.reading() as session:
        told = (await trail_view(session, team.cy, post_id)).steps
    assert [(one.what, one.name, one.revision) for one in told[1:]] == [
        (Happened.APPROVED, "Ben", 1),
        (What.HELD, "Cy", 1),
        (What.RESUMED, "Ada", 1),
        (Happened.TAKEN_BACK, "Ada", 1),
        (What.COMMENTED, "Cy", 1),
        (Happened.ASKED_FOR_CHANGES, "Cy", 1),
    ]
    assert (told[4].other, told[-1].words) == ("Ben", "shorter")


async def test_a_minute_before_a_post_leaves_it_is_said_once_where_a_team_wants_it(machine: Machine) -> None:
    post_id = await machine.scheduled()

    async def at(moment_before: timedelta) -> list[str]:
        machine.move_to(DUE - moment_before)
        async with machine.services.db.transaction() as session:
            await call_last(session, machine.clock.now())
        return [key for key, _ in await said(machine)]

    assert await at(timedelta(seconds=61)) == []
    async with machine.services.db.transaction() as session:
        (await get_workspace(session, machine.team.workspace_id)).last_call = True
    assert await at(timedelta(seconds=60)) == ["last_call"]
    assert await at(timedelta(seconds=30)) == ["last_call"]
    async with machine.services.db.transaction() as session:
        await hold(session, machine.team.cy, post_id)
    machine.move_to(DUE + timedelta(seconds=1))
    assert await machine.live() == []
