"""Between the steps of a worker: where it may die, be frozen, or find that the world has moved on.

Production code has no holes for this. The ports it works through are wrapped: each call to Instagram and each
transaction is a step, named by what is called or by the function that asks, with something `before` and `after` it.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any, TypeVar

import httpx
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from core.database import Database
from core.ports.access import Access
from core.ports.publisher import Comment, ContainerState, Content, Medium, Publisher, Quota
from core.services import Services

T = TypeVar("T")
Happen = Callable[[str], Awaitable[None]]
"""Called with "before publish", "after note_intent" and the like."""
BETWEEN = ("fenced", "__aenter__")
"""Who stands between a transaction and the function that wanted it."""


at_the_wire: ContextVar[Happen | None] = ContextVar("what may befall this worker at the wire", default=None)
"""The HTTP client is one for all workers of a process; this tells whose request it sends."""


class Died(BaseException):
    """The process is gone: nothing catches this."""


@dataclass
class SteppedPublisher:
    """The real publisher, with something happening around its calls."""

    real: Publisher
    happen: Happen

    def runs_low(self, instagram_id: str) -> bool:
        return self.real.runs_low(instagram_id)

    async def create_container(self, access: Access, content: Content) -> str:
        return await self._around("create_container", self.real.create_container(access, content))

    async def container(self, access: Access, container_id: str) -> ContainerState:
        return await self._around("container", self.real.container(access, container_id))

    async def publish(self, access: Access, container_id: str) -> str:
        return await self._around("publish", self.real.publish(access, container_id))

    async def newest(self, access: Access, *, story: bool, limit: int = 25) -> tuple[Medium, ...]:
        return await self._around("newest", self.real.newest(access, story=story, limit=limit))

    async def medium(self, access: Access, media_id: str) -> Medium:
        return await self._around("medium", self.real.medium(access, media_id))

    async def quota(self, access: Access) -> Quota:
        return await self._around("quota", self.real.quota(access))

    async def comment(self, access: Access, media_id: str, text: str) -> str:
        return await self._around("comment", self.real.comment(access, media_id, text))

    async def comments(self, access: Access, media_id: str) -> tuple[Comment, ...]:
        return await self._around("comments", self.real.comments(access, media_id))

    async def _around(self, name: str, call: Coroutine[Any, Any, T]) -> T:
        try:
            await self.happen(f"before {name}")
        except BaseException:
            call.close()
            raise
        try:
            return await call
        finally:
            await self.happen(f"after {name}")


class SteppedDatabase(Database):
    """The real database; what happens before a transaction it never sees, what happens after one was committed."""

    def __init__(self, real: Database, happen: Happen) -> None:
        self.real, self.engine, self._happen = real, real.engine, happen

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._around(_asking(sys._getframe(1)))

    @asynccontextmanager
    async def _around(self, name: str) -> AsyncIterator[AsyncSession]:
        await self._happen(f"before {name}")
        async with self.real.transaction() as session:
            yield session
        await self._happen(f"after {name}")

    def reading(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self.real.reading()

    def at_once(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return self.real.at_once()

    async def close(self) -> None:
        await self.real.close()


def _asking(frame: FrameType | None) -> str:
    """The function that wants to write something down."""
    while frame is not None and frame.f_code.co_name in BETWEEN:
        frame = frame.f_back
    return frame.f_code.co_name.strip("_") if frame is not None else "somebody"


async def met_at_the_wire(request: httpx.Request) -> None:
    """For the request hooks of an HTTP client: the last step before a connection is made for the one call."""
    happen = at_the_wire.get()
    if happen is not None and request.url.path.endswith("media_publish"):
        await happen("before wire")


def stepped(services: Services, happen: Happen) -> Services:
    """The same services for one worker, whose every step can be met."""
    return replace(
        services,
        publisher=SteppedPublisher(services.publisher, happen),
        db=SteppedDatabase(services.db, happen),
    )
