"""rite backup and rite restore; and the daily backup that a clock makes."""

import asyncio
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from core.adapters.backup_seal import open_seal
from core.adapters.key_ring import own_ring
from core.backup.afterwards import hold_what_may_be_live, let_go_of_work
from core.backup.manifest import NAME, Manifest
from core.backup.restore import check, check_keys, newest_in, restore
from core.backup.write import back_up
from core.duties import take
from core.operations.alert import raise_alert_for_all
from core.services import Services, open_services
from core.settings import Settings, read_settings
from rite.opened import opened

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 60.0
TRY_AGAIN_AFTER = timedelta(hours=1)


async def make(into: Path) -> list[str]:
    """Returns the lines to print."""
    async with opened() as services:
        folder, manifest = await back_up(services, open_seal(services.settings), into, like=_last(into))
        ring = own_ring(services.settings)
    lines = [f"{folder}: {manifest.rows:,} rows, {len(manifest.media):,} files, {_sealed(manifest)}."]
    if manifest.missing:
        lines.append(f"{len(manifest.missing)} files that rows name are not in the store any more.")
    keys = f"the file {ring}" if ring else "RITE_SECRET_KEYS"
    return [*lines, f"Keep {keys} elsewhere: it opens the tokens in it ({', '.join(manifest.keys)})."]


async def put_back(folder: Path, *, replace: bool, without_keys: bool) -> list[str]:
    """Returns the lines to print. Nothing else may run meanwhile."""
    settings = read_settings()
    services = open_services(settings)
    try:
        seal = open_seal(settings)
        source = newest_in(folder)
        manifest = await asyncio.to_thread(check, source, seal)
        if not without_keys:
            check_keys(manifest, services.vault)
        await restore(settings.database_url, services.media, seal, source, manifest, replace=replace)
        async with services.db.transaction() as session:
            held = await hold_what_may_be_live(session, services.clock.now())
            await let_go_of_work(session)
    finally:
        await services.close()
    lines = [
        f"Restored {manifest.rows:,} rows and {len(manifest.media):,} files of {manifest.made_at:%d %B %Y, %H:%M} UTC."
    ]
    if held:
        lines.append(f"{held} posts were due since and may be live: they wait until somebody has looked.")
    return lines


def _sealed(manifest: Manifest) -> str:
    return f'sealed with the key "{manifest.sealed_by}"' if manifest.sealed_by else "not sealed (RITE_BACKUP_KEYS)"


def _finished(into: Path) -> list[Path]:
    return sorted(path for path in into.glob("rite-*") if (path / NAME).exists())


def _last(into: Path) -> Path | None:
    found = _finished(into)
    return found[-1] if found else None


class DailyBackups:
    """One a day, at its hour, by whichever clock comes first; the oldest go."""

    def __init__(self, services: Services, into: Path) -> None:
        self._services, self._into = services, into

    async def look(self) -> None:
        now = self._services.clock.now()
        if not self._is_due(now):
            return
        async with self._services.db.transaction() as session:
            if not await take(session, "backup", now, TRY_AGAIN_AFTER):
                return
        try:
            seal = open_seal(self._services.settings)
            folder, manifest = await back_up(self._services, seal, self._into, like=_last(self._into))
        except Exception as error:
            await self._tell(f"The daily backup failed: {type(error).__name__}: {error}", now)
            raise
        log.info("backed up", folder=str(folder), rows=manifest.rows, files=len(manifest.media))
        await asyncio.to_thread(self._drop_old)

    def _is_due(self, now: datetime) -> bool:
        """Whether no backup was made since its hour struck last."""
        struck = now.replace(hour=self._settings.backup_hour, minute=0, second=0, microsecond=0)
        struck = struck if struck <= now else struck - timedelta(days=1)
        last = _last(self._into)
        return last is None or last.name < f"rite-{struck:%Y%m%d-%H%M%S}"

    @property
    def _settings(self) -> Settings:
        return self._services.settings

    async def _tell(self, text: str, now: datetime) -> None:
        async with self._services.db.transaction() as session:
            await raise_alert_for_all(session, "backup", "failed", f"{text} Look at RITE_BACKUP_DIR and its disk.", now)

    def _drop_old(self) -> None:
        for old in _finished(self._into)[: -self._settings.backup_keep]:
            shutil.rmtree(old)
