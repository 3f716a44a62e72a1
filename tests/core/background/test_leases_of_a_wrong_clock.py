"""What a wrong clock wrote into the rows while it was an hour ahead holds nobody up for an hour."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from builders import DUE
from publishing_machine import Machine
from sqlalchemy import select, update

from core import tasks
from core.accounts.model import Account
from core.outbox import TaskRow, claim, overdue
from core.posts.model import Post
from core.posts.run import take_account

HOUR = timedelta(hours=1)


async def change(machine: Machine, kind: type[Any], **values: object) -> None:
    """As the process with the wrong clock left every row of this kind."""
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(kind).values(**values).execution_options(across_workspaces=True, synchronize_session=False)
        )


@pytest.mark.parametrize(("ahead", "is_free"), [(HOUR, True), (timedelta(seconds=20), False)])
async def test_a_post(machine: Machine, ahead: timedelta, is_free: bool) -> None:
    post_id = await machine.scheduled()
    machine.move_to(DUE)
    await change(machine, Post, lease_until=machine.clock.steady() + ahead, lease_owner=uuid4())
    assert [found.post_id for found in await machine.claim()] == [post_id] * is_free


@pytest.mark.parametrize(("ahead", "is_free"), [(HOUR, True), (timedelta(seconds=20), False)])
async def test_an_account(machine: Machine, ahead: timedelta, is_free: bool) -> None:
    first, second = await machine.scheduled(), await machine.scheduled()
    until = machine.clock.steady() + ahead
    await change(machine, Account, publishing_post_id=first, publishing_until=until)
    async with machine.services.db.transaction() as session:
        assert await take_account(session, await machine.post(second), machine.clock.steady()) is is_free


@pytest.mark.parametrize(("ahead", "is_free"), [(HOUR, True), (timedelta(seconds=20), False)])
async def test_a_task(machine: Machine, ahead: timedelta, is_free: bool) -> None:
    async with machine.services.db.transaction() as session:
        tasks.subscribe_account.enqueue(session, machine.team.workspace_id, machine.team.account_id)
    async with machine.services.db.reading() as session:
        task_id = (await session.execute(select(TaskRow.id))).scalar_one()
    wrong = machine.clock.steady() + ahead
    await change(machine, TaskRow, lease_until=wrong, rung_at=wrong)
    async with machine.services.db.transaction() as session:
        assert [found for _, found in await overdue(session, machine.clock)] == [task_id] * is_free
        assert bool(await claim(session, task_id, uuid4(), machine.clock, machine.services.lease)) is is_free
