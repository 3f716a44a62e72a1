"""Where pictures live."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

WIDTHS = (160, 320, 640, 960)
"""In pixels: how wide small pictures are made, and no other, so that nobody can have us make them all day."""
PictureKind = Literal["jpg", "webp"]


@dataclass(frozen=True)
class Stored:
    """A file in the store, and when its bytes were put there last."""

    key: str
    at: datetime


class MediaStore(Protocol):
    """A store of bytes by key, with signed, expiring addresses for Instagram to fetch from."""

    async def put(self, data: bytes, *, kind: str = "jpg") -> str:
        """Store bytes and return their key; the same bytes give the same key."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes of a key; raises core.errors.NotFound."""
        ...

    async def bring_home(self) -> int:
        """Give the store what its fallback took while it was away; returns how many files that were."""
        ...

    async def forget(self, key: str, *, put_before: datetime | None = None) -> bool:
        """Take a file away, unless somebody put it there again since; returns whether it went."""
        ...

    def everything(self) -> AsyncIterator[Stored]:
        """Every file in the store, in no order."""
        ...

    async def check_kept(self) -> None:
        """Look whether what is put here comes back; raises Unavailable."""
        ...

    async def check_public(self, key: str) -> None:
        """Look whether the public address of a key answers; raises Unavailable with what the operator can do."""
        ...

    def public_url(
        self,
        key: str,
        *,
        lasting: timedelta = timedelta(hours=24),
        until: datetime | None = None,
        width: int | None = None,
    ) -> str:
        """A signed address the world can fetch until it expires; with `until` it is the same whenever asked for.

        With one of WIDTHS it leads to a small picture of the picture.
        """
        ...


class Thumbnails(Protocol):
    """Small pictures of stored ones."""

    async def of(self, key: str, width: int, kind: PictureKind) -> bytes:
        """The picture of a key, at most `width` px wide; raises NotFound, and UnreadablePicture for a video."""
        ...

    async def forget(self, keys: Collection[str]) -> int:
        """Take away what is kept of these pictures on this machine; returns how many small ones that were."""
        ...
