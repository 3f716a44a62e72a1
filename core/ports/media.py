"""Where pictures live."""

from datetime import datetime, timedelta
from typing import Protocol


class MediaStore(Protocol):
    """A store of bytes by key, with signed, expiring addresses for Instagram to fetch from."""

    async def put(self, data: bytes, *, kind: str = "jpg") -> str:
        """Store bytes and return their key; the same bytes give the same key."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes of a key; raises core.errors.NotFound."""
        ...

    async def check_public(self, key: str) -> None:
        """Look whether the public address of a key answers; raises Unavailable with what the operator can do."""
        ...

    def public_url(self, key: str, *, lasting: timedelta = timedelta(hours=24), until: datetime | None = None) -> str:
        """A signed address the world can fetch until it expires; with `until` it is the same whenever asked for."""
        ...
