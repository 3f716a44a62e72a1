"""Make a backup: all rows as of one moment, then every file they name."""

import asyncio
import gzip
import json
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.backup.kinds import Kind, kind_of
from core.backup.manifest import Manifest, Part, TableDump, sum_of, write_manifest
from core.errors import NotFound, SettingsProblem
from core.models import Base
from core.ports.parts import Parts
from core.ports.seal import Seal
from core.privacy.tables import KEY

ROWS_A_PART = 5_000
NAMED = "rite-%Y%m%d-%H%M%S"


async def back_up(parts: Parts, seal: Seal, into: Path, *, like: Path | None = None) -> tuple[Path, Manifest]:
    """Returns the folder of the backup and what is in it. `like`: an earlier one whose files need no copying again."""
    made_at = parts.clock.now()
    folder = _free(into, made_at)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    await asyncio.to_thread(_make, unfinished)
    try:
        writer = _Writer(parts, seal, unfinished, secrets.token_hex(8), like)
        manifest = await writer.write(made_at)
        await asyncio.to_thread(_finish, unfinished, folder, manifest, seal)
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, unfinished, ignore_errors=True)
        raise
    return folder, manifest


class _Writer:
    def __init__(self, parts: Parts, seal: Seal, folder: Path, id_: str, like: Path | None) -> None:
        self._parts, self._seal, self._folder, self._id, self._like = parts, seal, folder, id_, like
        self._keys: set[str] = set()

    async def write(self, made_at: datetime) -> Manifest:
        tables: dict[str, TableDump] = {}
        async with snapshot(self._parts.db.engine) as connection:
            revision = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
            if revision is None:
                raise SettingsProblem("The database is not up to date. Run `rite migrate` first.")
            for table in Base.metadata.sorted_tables:
                tables[table.name] = await self._table(connection, table)
        media, missing = await self._media()
        vault = self._parts.vault
        return Manifest(
            id=self._id,
            made_at=made_at,
            revision=revision,
            keys=vault.keys,
            witness=vault.sign(f"backup|{self._id}"),
            sealed_by=self._seal.key,
            tables=tables,
            media=media,
            missing=missing,
            rows=sum(table.rows for table in tables.values()),
        )

    async def _table(self, connection: AsyncConnection, table: Table) -> TableDump:
        kinds = {column.name: kind_of(column.type) for column in table.columns}
        found = await connection.stream(select(*table.columns), execution_options={"yield_per": ROWS_A_PART})
        parts: list[Part] = []
        rows = 0
        async for chunk in found.partitions():
            lines = [_line(kinds.values(), row) for row in chunk]
            text = "\n".join(lines)
            self._keys.update(KEY.findall(text))
            parts.append(await self._put(f"tables/{table.name}-{len(parts) + 1:04}.jsonl.gz", _packed(text)))
            rows += len(lines)
        return TableDump({name: kind.name for name, kind in kinds.items()}, rows, tuple(parts))

    async def _media(self) -> tuple[tuple[Part, ...], tuple[str, ...]]:
        media, missing = [], []
        for key in sorted(self._keys):
            try:
                media.append(await self._file(key))
            except NotFound:
                missing.append(key)
        return tuple(media), tuple(missing)

    async def _file(self, key: str) -> Part:
        """Files never change under their key, so an earlier backup's is as good."""
        name = f"media/{key}"
        before = self._like / name if self._like else None
        if before is not None and before.exists():
            return await asyncio.to_thread(self._linked, before, name)
        return await self._put(name, await self._parts.media.get(key), of_this_backup=False)

    def _linked(self, before: Path, name: str) -> Part:
        try:
            os.link(before, self._folder / name)
        except OSError:  # another file system, or one without links
            shutil.copyfile(before, self._folder / name)
        data = before.read_bytes()
        return Part(name, len(data), sum_of(data))

    async def _put(self, name: str, data: bytes, *, of_this_backup: bool = True) -> Part:
        sealed = self._seal.close(data, place_of(name, self._id if of_this_backup else ""))
        await asyncio.to_thread((self._folder / name).write_bytes, sealed)
        return Part(name, len(sealed), sum_of(sealed))


def place_of(name: str, backup: str) -> str:
    """What a sealed file is bound to: rows to their backup, files to their key."""
    return f"{backup}/{name}"


@asynccontextmanager
async def snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One moment of the whole database, however long reading it takes; nobody waits for it."""
    reading: dict[str, Any] = {"reading": True}
    if engine.dialect.name == "postgresql":
        reading |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    async with engine.connect() as connection:
        await connection.execution_options(**reading)
        yield connection
        await connection.rollback()


def _line(kinds: Iterable[Kind], row: Iterable[Any]) -> str:
    values = zip(kinds, row, strict=True)
    return json.dumps([None if value is None else kind.write(value) for kind, value in values])


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def _free(into: Path, at: datetime) -> Path:
    names = (at.strftime(NAMED) + (f"-{number}" if number else "") for number in range(1000))
    return next(into / name for name in names if not (into / name).exists())


def _make(folder: Path) -> None:
    for below in ("tables", "media"):
        (folder / below).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)


def _finish(unfinished: Path, folder: Path, manifest: Manifest, seal: Seal) -> None:
    """The name appears with everything below it on the disk."""
    write_manifest(unfinished, manifest, seal)
    for path in [*unfinished.rglob("*"), unfinished]:
        place = os.open(path, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
    unfinished.rename(folder)
