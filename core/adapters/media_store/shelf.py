"""What the two places where bytes can lie have in common."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from core.ports.media import Stored


class Shelf(Protocol):
    """Bytes by key. Keys are content-addressed, so nothing ever changes under one."""

    async def put(self, key: str, data: bytes) -> None: ...

    async def get(self, key: str) -> bytes:
        """Raises NotFound when nothing lies there."""
        ...

    async def forget(self, key: str, put_before: datetime | None = None) -> bool:
        """Take it away, unless it was put there again since; returns whether it went."""
        ...

    def everything(self) -> AsyncIterator[Stored]:
        """All that lies there under a key of ours."""
        ...

    async def check(self) -> None:
        """Keep a few bytes, read them back and take them away again; raises Unavailable when any of it fails."""
        ...
