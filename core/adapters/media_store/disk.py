"""Bytes in a folder of the local disk."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from core.adapters.media_store.keys import KEY
from core.errors import NotFound, Unavailable
from core.ports.media import Stored


class DiskShelf:
    """One file per key. A file appears whole or not at all, even when the power goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        try:
            await asyncio.to_thread(self._write, key, data)
        except OSError as error:  # full, read-only, taken off
            raise Unavailable("The picture store does not take anything at the moment.") from error

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread((self._folder / key).read_bytes)
        except FileNotFoundError as error:
            raise NotFound("That picture is not in the store any more.") from error
        except OSError as error:
            raise Unavailable("The picture store does not answer at the moment.") from error

    async def forget(self, key: str, put_before: datetime | None = None) -> bool:
        try:
            return await asyncio.to_thread(self._take_away, self._folder / key, put_before)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unavailable("The picture store does not let go of anything at the moment.") from error

    async def everything(self) -> AsyncIterator[Stored]:
        for stored in await asyncio.to_thread(self._look):
            yield stored

    def _take_away(self, path: Path, put_before: datetime | None) -> bool:
        if put_before is not None and _put_at(path.stat()) >= put_before:
            return False
        path.unlink()
        return True

    def _look(self) -> list[Stored]:
        found = []
        with suppress(FileNotFoundError):  # nothing was ever put there
            for entry in os.scandir(self._folder):
                with suppress(FileNotFoundError):  # somebody takes it away meanwhile
                    if KEY.fullmatch(entry.name):
                        found.append(Stored(entry.name, _put_at(entry.stat())))
        return found

    async def check(self) -> None:
        try:
            await asyncio.to_thread(self._try_out)
        except OSError as error:
            raise Unavailable("The picture store does not take anything at the moment.") from error

    def _try_out(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        trial, said = self._folder / f"check.{secrets.token_hex(8)}.part", secrets.token_bytes(64)
        try:
            trial.write_bytes(said)
            if trial.read_bytes() != said:
                raise OSError("other bytes came back")
        finally:
            trial.unlink(missing_ok=True)

    def _write(self, key: str, data: bytes) -> None:
        path = self._folder / key
        with suppress(FileNotFoundError):
            os.utime(path)  # it is wanted anew: whoever sweeps sees that it is not old
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


def _put_at(state: os.stat_result) -> datetime:
    return datetime.fromtimestamp(state.st_mtime, UTC)
