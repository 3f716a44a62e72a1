"""Work that was tried in vain is kept, told to whoever waits for it, and can be run again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import empty_post
from prometheus_client import REGISTRY
from publishing_machine import Machine
from sqlalchemy import select

from bot.front import Front
from core import tasks
from core.background import run_task
from core.errors import InvalidAnswer, NotFound, NotNow
from core.notices.model import Notice, NoticeKind, Talk
from core.operations.backlog import State, drop, given_up, listed, replay, standings
from core.operations.measure import measure_tasks
from core.operations.model import AlertRow
from core.outbox import Task, TaskRow, overdue
from core.ports.parts import Parts
from core.posts.first_comment import comment_again
from core.posts.model import CommentStatus, PostStatus
from core.posts.revision import get_post
from core.posts.unprepared import prepare_again
from core.tenancy import ACROSS_WORKSPACES


class Broken:
    """A copywriter, painter or anything else with a bug; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __getattr__(self, _: str) -> Any:
        async def fail(*_: object) -> None:
            self.asked += 1
            raise KeyError("token=IGAA-secret-of-ours")

        return fail


async def in_vain(machine: Machine, parts: Parts, task: Task[Any], *args: object) -> TaskRow:
    """Enqueue a task and run it until it is given up; every wait passes."""
    async with machine.services.db.transaction() as session:
        task.enqueue(session, *args)
    for _ in range(80):
        (row,) = [row for row in await rows(machine, TaskRow) if row.name == task.name]
        if row.dead_at is not None:
            return row
        machine.clock.move_to(max(row.next_at, machine.clock.now()))
        await run_task(parts, machine.bodies, row.id)
    raise AssertionError("it was never given up")


async def drafted_in_vain(machine: Machine) -> UUID:
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
    parts = replace(machine.services, copywriter=Broken())
    await in_vain(machine, parts, tasks.draft_post, machine.team.workspace_id, post.id)
    return post.id


async def test_a_draft_that_fails_is_told_with_a_way_to_begin_again(machine: Machine) -> None:
    post_id = await drafted_in_vain(machine)
    assert await machine.told(post_id) == ["post_undrafted"]
    post = await machine.post(post_id)
    assert post.last_error == "I could not write it. Something broke on my side."  # no name of a bug, no secret
    async with machine.services.db.transaction() as session:
        await prepare_again(session, machine.team.cy, post_id)
    await machine.work("post.draft")
    await machine.work("post.render")
    post = await machine.post(post_id)
    assert (post.status, post.last_error) == (PostStatus.IN_REVIEW, None)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match="nothing of it is missing"):
            await prepare_again(session, machine.team.cy, post_id)


async def test_a_picture_that_cannot_be_painted_is_told_and_painted_later(machine: Machine) -> None:
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
        await session.flush()
        tasks.draft_post.enqueue(session, machine.team.workspace_id, post.id)
    await machine.work("post.draft")
    async with machine.services.db.transaction() as session:
        for row in (await session.execute(select(TaskRow).where(TaskRow.name == "post.render"))).scalars():
            await session.delete(row)
    parts = replace(machine.services, painter=Broken())
    await in_vain(machine, parts, tasks.render_post, machine.team.workspace_id, post.id)
    assert await machine.told(post.id) == ["post_unpainted"]
    async with machine.services.db.transaction() as session:
        await prepare_again(session, machine.team.cy, post.id)
    await machine.work("post.render")
    assert (await machine.post(post.id)).status is PostStatus.IN_REVIEW


async def test_a_first_comment_tried_in_vain_can_be_tried_by_hand(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.run(post_id)
    async with machine.services.db.transaction() as session:
        (await get_post(session, machine.team.workspace_id, post_id)).comment = CommentStatus.SENT
    parts = replace(machine.services, publisher=Broken())
    await in_vain(machine, parts, tasks.add_first_comment, machine.team.workspace_id, post_id)
    assert "comment_lost" in await machine.told(post_id)
    async with machine.services.db.transaction() as session:
        assert (await comment_again(session, machine.team.cy, post_id)).comment is CommentStatus.WANTED


@pytest.mark.parametrize("what", ["campaign", "digest", "comments", "files"])
async def test_other_work_in_vain_is_told_where_it_is_waited_for(machine: Machine, what: str) -> None:
    team = machine.team
    task, args = {
        "campaign": (tasks.draft_campaign, (team.campaign_id,)),
        "digest": (tasks.compile_digest, (team.conversation_id, "2026-11-22")),
        "comments": (tasks.subscribe_account, (team.account_id,)),
        "files": (tasks.take_in_files, (await a_talk(machine),)),
    }[what]
    body = {**machine.bodies, **Front(machine.services).bodies}[task.name]

    async def fail(*_: object, **__: object) -> None:
        raise KeyError("ours")

    machine.bodies = {**machine.bodies, task.name: replace(body, run=fail)}
    await in_vain(machine, machine.services, task, team.workspace_id, *args)
    (notice,) = [notice for notice in await rows(machine, Notice) if notice.kind is NoticeKind.TROUBLE]
    assert notice.conversation_id == team.conversation_id
    assert (notice.details["trouble"], notice.details["why"]) == (what, "Something broke on my side.")


async def a_talk(machine: Machine) -> UUID:
    """Somebody has sent files."""
    team = machine.team
    talk = Talk(id=uuid4(), workspace_id=team.workspace_id, conversation_id=team.conversation_id)
    talk.member_id, talk.form, talk.answers, talk.created_at = team.cy.id, "post", {}, machine.clock.now()
    async with machine.services.db.transaction() as session:
        session.add(talk)
    return talk.id


async def test_operators_hear_of_one_kind_of_work_once_an_hour(machine: Machine) -> None:
    await drafted_in_vain(machine)
    async with machine.services.db.transaction() as session:
        for row in (await session.execute(select(TaskRow).where(TaskRow.name == "post.draft"))).scalars():
            row.name = "post.drafted"  # out of the way of the next
    await drafted_in_vain(machine)
    (alert,) = await rows(machine, AlertRow)
    assert alert.about == "task given up post.draft"
    assert "after 4 tries: KeyError" in alert.text
    assert "IGAA" not in alert.text


async def test_what_cannot_be_told_is_given_up_all_the_same(machine: Machine) -> None:
    body = machine.bodies["post.draft"]

    async def fail(*_: object, **__: object) -> None:
        raise KeyError("ours")

    machine.bodies = {**machine.bodies, "post.draft": replace(body, run=fail, given_up=fail)}
    await in_vain(machine, machine.services, tasks.draft_post, machine.team.workspace_id, machine.team.campaign_id)
    assert len(await rows(machine, AlertRow)) == 1


async def test_what_was_given_up_is_listed_counted_and_run_again(machine: Machine) -> None:
    post_id = await drafted_in_vain(machine)
    clock = machine.clock
    async with machine.services.db.reading() as session:
        first = (await listed(session, clock, 50))[0]
        found = await standings(session, clock)
    assert (first.state, first.name, first.tries) == (State.GIVEN_UP, "post.draft", 4)
    assert "IGAA" not in first.error
    measure_tasks(found, clock)
    assert gauge("rite_tasks", queue="render", state="given_up") == 1
    assert gauge("rite_tasks", queue="chat", state="waiting") > 0
    clock.move_to(clock.now() + timedelta(minutes=5))
    measure_tasks(found, clock)
    assert gauge("rite_tasks_oldest_waiting_seconds", queue="chat") >= 300

    async with machine.services.db.transaction() as session:
        assert await replay(session, await given_up(session, str(first.id)[:8]), clock) == 1
        assert first.id in [task_id for _, task_id in await overdue(session, clock)]  # rung at once
    await machine.work("post.draft")
    assert (await machine.post(post_id)).revision == 1


async def test_what_was_given_up_can_be_dropped_and_nothing_else(machine: Machine) -> None:
    await drafted_in_vain(machine)
    async with machine.services.db.transaction() as session:
        tasks.draft_campaign.enqueue(session, machine.team.workspace_id, machine.team.campaign_id)
        waiting = (await session.execute(select(TaskRow.id).where(TaskRow.name == "campaign.draft"))).scalar_one()
        with pytest.raises(NotFound, match="`rite tasks` lists them"):
            await given_up(session, str(waiting))
        assert await drop(session, [waiting]) == 0
        assert await drop(session, await given_up(session, "all")) == 1
        assert await given_up(session, "all") == []


async def test_an_id_that_fits_several_asks_for_more_of_it(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        for last in (1, 2):
            tasks.draft_campaign.enqueue(session, machine.team.workspace_id, machine.team.campaign_id)
            await session.flush()
            newest = (await session.execute(select(TaskRow).where(TaskRow.dead_at.is_(None)))).scalar_one()
            newest.id, newest.dead_at = UUID(int=last), machine.clock.now()
            await session.flush()
        with pytest.raises(InvalidAnswer, match="2 given-up tasks begin with 0000"):
            await given_up(session, "0000")
        assert await given_up(session, str(UUID(int=2))) == [UUID(int=2)]


def gauge(name: str, **labels: str) -> float:
    value = REGISTRY.get_sample_value(name, labels)
    assert value is not None
    return value


async def rows(machine: Machine, kind: type[Any]) -> Sequence[Any]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(kind).execution_options(**ACROSS_WORKSPACES))
        return found.scalars().all()
