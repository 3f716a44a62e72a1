"""What the two places where bytes can lie have in common."""

from typing import Protocol


class Shelf(Protocol):
    """Bytes by key. Keys are content-addressed, so nothing ever changes under one."""

    async def put(self, key: str, data: bytes) -> None: ...

    async def get(self, key: str) -> bytes:
        """Raises NotFound when nothing lies there."""
        ...
