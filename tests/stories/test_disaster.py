"""Everything is lost but the backup and the keys; the night goes on where it was."""

import asyncio
import shutil
from pathlib import Path

from stages import friday
from stages.evening import nothing_went_wrong
from stages.rite import START, Rite, settings_for
from stages.slack import SlackStage
from stages.world import Sandbox

from core.adapters.backup_seal import BackupSeal
from core.adapters.key_ring import parse_ring
from core.backup.restore import check, check_keys, newest_in, restore
from core.backup.write import back_up
from core.clock import MovableClock
from core.migrate import migrate
from core.services import open_services
from core.settings import Settings
from provision.throwaway import free_port
from rite.run import running

SEAL = BackupSeal(parse_ring("b1:" + "B" * 43 + "=", source="a test"))


async def test_a_friday_night_goes_on_from_the_backup_when_everything_else_was_lost(
    sandbox_server: Sandbox, tmp_path: Path
) -> None:
    port, machine, backups = free_port(), tmp_path / "machine", tmp_path / "backups"
    settings = settings_for(sandbox_server, f"sqlite:///{machine}/rite.db", None, machine, port)
    await migrate(settings.database_url)
    await sandbox_server.reset(START, f"http://127.0.0.1:{port}")
    trusted = [sandbox_server.url.removeprefix("http://")]
    stage = SlackStage(sandbox_server)
    try:
        async with running(settings, own_clock=MovableClock(START), trusted_pages=trusted) as services:
            await friday.plan(stage)
            await Rite(services, sandbox_server, settings).idle()
            await back_up(services, SEAL, backups)

        await asyncio.to_thread(shutil.rmtree, machine)
        await put_back(settings, backups)

        async with running(settings, own_clock=MovableClock(START), trusted_pages=trusted) as services:
            rite = Rite(services, sandbox_server, settings)
            await friday.live_through(rite, stage)
            await nothing_went_wrong(rite)
    finally:
        await sandbox_server.leave()


async def put_back(settings: Settings, backups: Path) -> None:
    """What `rite restore` does on a new machine."""
    services = open_services(settings, clock=MovableClock(START))
    try:
        folder = newest_in(backups)
        manifest = await asyncio.to_thread(check, folder, SEAL)
        check_keys(manifest, services.vault)
        await restore(settings.database_url, services.media, SEAL, folder, manifest, replace=False)
    finally:
        await services.close()
