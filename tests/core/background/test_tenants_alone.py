"""A query that forgets its workspace is refused before it reaches the database."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from builders import NOW
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.database import Database, open_engine, outside_transaction
from core.outbox import TaskRow
from core.posts.model import Post, Revision
from core.tenancy import ACROSS_WORKSPACES, WorkspaceMissing
from core.workspaces.model import Member, Workspace

FORGETFUL: dict[str, Any] = {
    "reading": select(Post),
    "reading a column": select(Post.status),
    "by id alone": select(Post).where(Post.id == uuid4()),
    "counting": select(func.count(Post.id)),
    "changing": update(Post).values(request=""),
    "deleting": delete(Post).where(Post.id == uuid4()),
    "a join": select(Post, Revision).join(Revision, Revision.post_id == Post.id),
    "members": select(Member),
}


@pytest.fixture
async def session(database: str) -> AsyncIterator[AsyncSession]:
    db = Database(open_engine(database), MovableClock(NOW))
    async with db.transaction() as opened:
        yield opened
    await db.close()


async def test_a_query_without_workspace_is_refused(session: AsyncSession) -> None:
    for query in FORGETFUL.values():
        with pytest.raises(WorkspaceMissing, match="does not name its workspace"):
            await session.execute(query)


async def test_looking_something_up_by_its_key_alone_is_refused(session: AsyncSession) -> None:
    with pytest.raises(WorkspaceMissing):
        await session.get(Post, uuid4())


async def test_the_few_who_look_at_all_tenants_say_so(session: AsyncSession) -> None:
    for query in FORGETFUL.values():
        await session.execute(query.execution_options(**ACROSS_WORKSPACES, synchronize_session=False))
    assert (await session.execute(select(Post).execution_options(**ACROSS_WORKSPACES))).all() == []


async def test_a_query_with_its_workspace_passes(session: AsyncSession) -> None:
    found = await session.execute(select(Post).where(Post.workspace_id == uuid4(), Post.id == uuid4()))
    assert found.all() == []


async def test_what_belongs_to_no_tenant_needs_no_workspace(session: AsyncSession) -> None:
    assert (await session.execute(select(TaskRow))).all() == []
    assert (await session.execute(select(Workspace))).all() == []


async def test_the_network_is_refused_inside_a_transaction(database: str) -> None:
    db = Database(open_engine(database), MovableClock(NOW))
    for opening in (db.transaction, db.reading):
        async with opening():
            with pytest.raises(AssertionError, match="inside a transaction"):
                outside_transaction()
        outside_transaction()
    await db.close()
