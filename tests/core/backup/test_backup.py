"""A backup brings everything back as it was, on either database, and says when it can't."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW
from filling import fill
from publishing_machine import Machine
from sqlalchemy import select

from core.adapters.backup_seal import BackupSeal
from core.adapters.key_ring import parse_ring
from core.backup.afterwards import hold_what_may_be_live
from core.backup.kinds import kind_of
from core.backup.manifest import Manifest
from core.backup.restore import check, check_keys, newest_in, restore
from core.backup.write import back_up
from core.clock import MovableClock
from core.errors import InvalidAnswer, NotFound, NotNow, SettingsProblem
from core.migrate import migrate
from core.models import Base
from core.posts.model import PostStatus
from core.services import Services, open_services
from core.tenancy import ACROSS_WORKSPACES
from rite.backup import DailyBackups

OPEN = BackupSeal(None)
SEALED = BackupSeal(parse_ring("b1:" + "B" * 43 + "=", source="a test"))
SEALS = pytest.mark.parametrize("seal", [OPEN, SEALED], ids=["open", "sealed"])
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def everything(services: Services) -> Mapping[str, list[Any]]:
    async with services.db.reading() as session:
        return {
            table.name: sorted(
                map(str, (await session.execute(select(table), execution_options=ACROSS_WORKSPACES)).all())
            )
            for table in Base.metadata.sorted_tables
        }


async def fresh(tmp_path: Path, services: Services) -> Services:
    """Another machine: an empty database on SQLite, an empty store, the same keys."""
    url = f"sqlite:///{tmp_path}/elsewhere.db"
    await migrate(url)
    settings = services.settings.model_copy(
        update={"database_url": url, "media_url": f"file://{tmp_path}/elsewhere", "var_dir": tmp_path}
    )
    return open_services(settings, clock=services.clock)


async def put_back(into: Services, seal: BackupSeal, folder: Path, manifest: Manifest, *, over: bool = False) -> None:
    await restore(into.settings.database_url, into.media, seal, folder, manifest, replace=over)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("rite-*"))


@SEALS
async def test_all_of_it_comes_back_in_place_and_on_another_database(
    services: Services, seal: BackupSeal, tmp_path: Path
) -> None:
    ours = await fill(services, "TOURS", b"a flyer")
    await fill(services, "TTHEIRS", b"a flyer")
    before = await everything(services)
    folder, made = await back_up(services, seal, tmp_path / "backups")
    await services.media.forget(ours.own_key)
    await fill(services, "TLATER", b"made after the backup")

    manifest = check(newest_in(tmp_path / "backups"), seal)
    await put_back(services, seal, folder, manifest, over=True)

    assert manifest == made
    assert await everything(services) == before
    assert await services.media.get(ours.own_key) == b"the picture of TOURS"
    elsewhere = await fresh(tmp_path, services)
    await put_back(elsewhere, seal, folder, manifest)
    assert await everything(elsewhere) == before
    assert await elsewhere.media.get(ours.own_key) == b"the picture of TOURS"
    await elsewhere.close()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (b"the picture of TOURS" in content) == (seal is OPEN)


@ON_SQLITE
async def test_rows_and_files_that_belong_together_are_in_it_while_people_go_on(
    machine: Machine, tmp_path: Path
) -> None:
    """Posts are added all the time meanwhile: each that is in the backup is there with all it names."""
    adding = asyncio.create_task(_add(machine))
    folder, _ = await back_up(machine.services, OPEN, tmp_path / "backups")
    adding.cancel()
    await asyncio.gather(adding, return_exceptions=True)

    elsewhere = await fresh(tmp_path, machine.services)
    await put_back(elsewhere, OPEN, folder, check(folder, OPEN))

    rows = await everything(elsewhere)
    assert len(rows["posts"]) == len(rows["revisions"]) == len(rows["approvals"])
    await elsewhere.close()


async def _add(machine: Machine) -> None:
    while True:
        await machine.scheduled()


@ON_SQLITE
async def test_a_backup_of_which_anything_was_changed_is_not_restored(services: Services, tmp_path: Path) -> None:
    await fill(services, "TOURS", b"a flyer")
    folder, manifest = await back_up(services, OPEN, tmp_path / "backups")
    for file in ("manifest.json", manifest.tables["posts"].parts[0].file, manifest.media[0].file):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        (copy / file).write_bytes((copy / file).read_bytes() + b" ")
        with pytest.raises(InvalidAnswer, match=r"changed|not as it was"):
            check(copy, OPEN)
        shutil.rmtree(copy)
    shutil.copytree(folder, copy)
    (copy / manifest.media[0].file).unlink()
    with pytest.raises(InvalidAnswer, match="missing"):
        check(copy, OPEN)
    with pytest.raises(NotFound, match="no finished backup"):
        check(tmp_path, OPEN)


@ON_SQLITE
async def test_what_stands_in_the_way_of_restoring_is_said(services: Services, tmp_path: Path) -> None:
    await fill(services, "TOURS", b"a flyer")
    folder, manifest = await back_up(services, SEALED, tmp_path / "backups")

    with pytest.raises(NotNow, match="--replace"):
        await put_back(services, SEALED, folder, manifest)
    with pytest.raises(SettingsProblem, match="RITE_BACKUP_KEYS"):
        check(folder, OPEN)
    with pytest.raises(InvalidAnswer, match="newer Rite"):
        await put_back(services, SEALED, folder, replace(manifest, revision="9999"), over=True)
    check_keys(manifest, services.vault)
    with pytest.raises(SettingsProblem, match="--without-keys"):
        check_keys(replace(manifest, witness="somebody else's"), services.vault)
    await put_back(services, SEALED, folder, manifest, over=True)


@ON_SQLITE
async def test_a_second_backup_takes_over_the_files_of_the_first(services: Services, tmp_path: Path) -> None:
    ours = await fill(services, "TOURS", b"a flyer")
    first, _ = await back_up(services, SEALED, tmp_path / "backups")
    second, manifest = await back_up(services, SEALED, tmp_path / "backups", like=first)

    assert first != second
    name = f"media/{ours.own_key}"
    assert (first / name).stat().st_ino == (second / name).stat().st_ino
    assert check(second, SEALED) == manifest


@ON_SQLITE
async def test_what_was_due_since_the_backup_waits_until_somebody_has_looked(machine: Machine, tmp_path: Path) -> None:
    due = await machine.scheduled()
    later = await machine.scheduled(due_at=machine.clock.now() + timedelta(days=3))
    folder, manifest = await back_up(machine.services, OPEN, tmp_path / "backups")
    assert (await machine.run(due)).status is PostStatus.PUBLISHED

    await put_back(machine.services, OPEN, folder, manifest, over=True)
    async with machine.services.db.transaction() as session:
        held = await hold_what_may_be_live(session, machine.clock.now())
    await machine.step()

    assert held == 1
    post = await machine.post(due)
    assert post.status is PostStatus.HELD
    assert "may be live already" in (post.last_error or "")
    assert (await machine.post(later)).status is PostStatus.SCHEDULED
    assert len(await machine.sandbox.published()) == 1


def test_every_column_is_of_a_kind_that_a_backup_holds() -> None:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            assert kind_of(column.type).name


@ON_SQLITE
async def test_there_is_one_backup_a_day_and_the_oldest_go(services: Services, tmp_path: Path) -> None:
    settings = services.settings.model_copy(update={"backup_keep": 2, "backup_hour": 3})
    daily = DailyBackups(replace(services, settings=settings), tmp_path)
    assert isinstance(services.clock, MovableClock)
    for hours in (0, 1, 17, 18, 24, 42):  # from 09:00: at three at night there is a new day
        services.clock.move_to(NOW + timedelta(hours=hours))
        await daily.look()

    assert names_in(tmp_path) == ["rite-20261123-030000", "rite-20261124-030000"]
