"""Two shelves: when the first takes nothing, the second does, until the first is back and gets it."""

from collections.abc import AsyncIterator
from datetime import datetime

import structlog

from core.adapters.media_store.shelf import Shelf
from core.errors import NotFound, Unavailable
from core.ports.media import Stored

log = structlog.get_logger(__name__)


class FallbackShelf:
    """Implements Shelf. A file may lie on either; what lies on the second is brought home by `bring_home`."""

    def __init__(self, first: Shelf, second: Shelf) -> None:
        self._first, self._second = first, second

    async def put(self, key: str, data: bytes) -> None:
        try:
            await self._first.put(key, data)
        except Unavailable as error:
            log.warning("the picture store is away; the fallback takes over", reason=error.message)
            await self._second.put(key, data)

    async def get(self, key: str) -> bytes:
        """What the first does not give may lie on the second; raises what the first said when it does not."""
        try:
            return await self._first.get(key)
        except (NotFound, Unavailable) as error:
            try:
                return await self._second.get(key)
            except NotFound:
                raise error from None

    async def forget(self, key: str, put_before: datetime | None = None) -> bool:
        """From both; raises Unavailable when the first is away, for then nobody knows whether it went."""
        second = await self._second.forget(key, put_before)
        return await self._first.forget(key, put_before) or second

    async def everything(self) -> AsyncIterator[Stored]:
        async for stored in self._first.everything():
            yield stored
        async for stored in self._second.everything():
            yield stored

    async def check(self) -> None:
        """Well as long as one of them is: whatever is put finds a place."""
        try:
            await self._first.check()
        except Unavailable as error:
            log.warning("the picture store is away; the fallback takes over", reason=error.message)
            await self._second.check()

    async def bring_home(self) -> int:
        """Move everything from the second to the first; returns how many files that were. Raises Unavailable."""
        moved = 0
        async for stored in self._second.everything():
            await self._first.put(stored.key, await self._second.get(stored.key))
            await self._second.forget(stored.key)
            moved += 1
        if moved:
            log.info("the picture store is back and has what the fallback took", files=moved)
        return moved
