"""Bytes in a folder of the local disk."""

import asyncio
import os
import secrets
from pathlib import Path

from core.errors import NotFound


class DiskShelf:
    """One file per key. A file appears whole or not at all, even when the power goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        await asyncio.to_thread(self._write, key, data)

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread((self._folder / key).read_bytes)
        except FileNotFoundError as error:
            raise NotFound("That picture is not in the store any more.") from error

    def _write(self, key: str, data: bytes) -> None:
        path = self._folder / key
        if path.exists():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{key}.{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
