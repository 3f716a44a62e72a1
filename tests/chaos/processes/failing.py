"""The ports with failpoints in them: publisher, database and bell as production has them, and a fate around each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from chaos.processes.fate import Fate
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from core.containers.model import Container
from core.database import Database
from core.outbox import Bell
from core.ports.access import Access
from core.ports.publisher import Content, Publisher
from core.posts.model import Post


class FailingPublisher:
    """Around the two calls that change something on Instagram. Implements core.ports.publisher.Publisher."""

    def __init__(self, inner: Publisher, fate: Fate) -> None:
        self._inner, self._fate = inner, fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)  # what only reads, and the first comment

    async def create_container(self, access: Access, content: Content) -> str:
        self._fate.at("before create")
        made = await self._inner.create_container(access, content)
        self._fate.at("after create")
        return made

    async def publish(self, access: Access, container_id: str) -> str:
        self._fate.at("before publish")
        media_id = await self._inner.publish(access, container_id)
        self._fate.at("published, not persisted")
        return media_id


class FailingDatabase(Database):
    """After every commit; what was committed names the failpoint, and tells the diary who has which post in hand."""

    def __init__(self, inner: Database, fate: Fate) -> None:
        self._inner, self._fate, self.engine = inner, fate, inner.engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        async with self._inner.transaction() as session:
            yield session
            point = _persisted(session)
            let_go = [post.id for post in _posts(session) if post.lease_until is None]
        for post_id in let_go:
            self._fate.diary.note("let go", str(post_id))
        self._fate.at(point)

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[AsyncConnection]:
        """A claim is a transaction of its own; what can happen after it happens before the ring."""
        async with self._inner.at_once() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with self._inner.reading() as session:
            yield session
            for post in _posts(session):
                if post.lease_owner is not None and post.lease_until is not None:
                    self._fate.diary.note("took", str(post.id))

    async def close(self) -> None:
        await self._inner.close()


class FailingBell:
    """Between a claim and its ring; sometimes it rings twice. Implements core.outbox.Bell."""

    def __init__(self, inner: Bell, fate: Fate) -> None:
        self._inner, self._fate = inner, fate

    def ring(self, queue: str, task_id: UUID) -> None:
        self._inner.ring(queue, task_id)

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        self._fate.at("claimed, not rung")
        self._inner.hand(workspace_id, post_id, fence)
        if self._fate.twice():
            self._inner.hand(workspace_id, post_id, fence)

    async def waiting(self, queue: str) -> int | None:
        return await self._inner.waiting(queue)


def _posts(session: AsyncSession) -> list[Post]:
    return [row for row in session if isinstance(row, Post)]


def _persisted(session: AsyncSession) -> str:
    for row in session:
        if isinstance(row, Container):
            return "container persisted"
    for post in _posts(session):
        return f"{post.status.value} persisted"
    return "committed"
