"""Small pictures of stored ones, made when first asked for and kept on this machine's disk, as much as may be."""

import asyncio
import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from core.ports.media import MediaStore, PictureKind
from core.ports.painter import Painter

MOST_BYTES = 64 * 1024 * 1024
_ENOUGH = 0.9
"""What is kept of that when room is made, so that it is not made for every picture."""


class DiskThumbnails:
    """Implements `Thumbnails`. Losing the folder loses nothing: each is made again."""

    def __init__(self, media: MediaStore, painter: Painter, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._media = media
        self._painter = painter
        self._folder = folder
        self._most_bytes = most_bytes

    async def of(self, key: str, width: int, kind: PictureKind) -> bytes:
        """The picture of a key, `width` px wide; raises NotFound, and UnreadablePicture for what is no picture."""
        place = self._folder / f"{Path(key).name}-{width}.{kind}"
        kept = await asyncio.to_thread(_read, place)
        if kept is not None:
            return kept
        made = await self._painter.thumbnail(await self._media.get(key), width, kind)
        await asyncio.to_thread(self._keep, place, made)
        return made

    async def forget(self, keys: Collection[str]) -> int:
        """Take away what is kept of these pictures on this machine."""
        return await asyncio.to_thread(self._forget, frozenset(keys))

    def _forget(self, keys: frozenset[str]) -> int:
        gone = 0
        with suppress(FileNotFoundError):
            for entry in os.scandir(self._folder):
                if entry.name.rpartition("-")[0] in keys:
                    Path(entry.path).unlink(missing_ok=True)
                    gone += 1
        return gone

    def _keep(self, place: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.{secrets.token_hex(8)}.part")
        try:
            part.write_bytes(data)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
        self._make_room()

    def _make_room(self) -> None:
        """Drop what was not asked for in the longest time."""
        found = []
        for entry in os.scandir(self._folder):
            try:
                state = entry.stat()
            except FileNotFoundError:  # another process made room as well
                continue
            found.append((state.st_mtime_ns, state.st_size, Path(entry.path)))
        total = sum(size for _, size, _ in found)
        if total <= self._most_bytes:
            return
        for _, size, path in sorted(found):
            if total <= self._most_bytes * _ENOUGH:
                return
            path.unlink(missing_ok=True)
            total -= size


def _read(place: Path) -> bytes | None:
    """None when it is not there; being read makes it young again."""
    try:
        data = place.read_bytes()
        os.utime(place)
    except FileNotFoundError:
        return None
    return data
