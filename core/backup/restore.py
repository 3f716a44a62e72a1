"""Put a backup back: everything is checked before anything is touched."""

from pathlib import Path

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select

from core.backup.fill import Filling
from core.backup.manifest import Manifest, read_manifest, sum_of
from core.backup.write import place_of
from core.database import open_engine
from core.errors import InvalidAnswer, NotNow, SettingsProblem
from core.migrate import alembic_config
from core.models import Base
from core.ports.media import MediaStore
from core.ports.seal import Seal
from core.ports.vault import Vault


def newest_in(folder: Path) -> Path:
    """The folder itself when it is a backup, else the newest one in it."""
    if (folder / "manifest.json").exists():
        return folder
    found = sorted(path for path in folder.glob("rite-*") if (path / "manifest.json").exists())
    return found[-1] if found else folder


def check(folder: Path, seal: Seal) -> Manifest:
    """Read every file and compare it with its sum; raises InvalidAnswer naming the first that differs."""
    manifest = read_manifest(folder, seal)
    for part in manifest.parts:
        path = folder / part.file
        if not path.exists():
            raise InvalidAnswer(f"{path} is missing from the backup.")
        if sum_of(path.read_bytes()) != part.sha256:
            raise InvalidAnswer(f"{path} is not as it was when the backup was made.")
    return manifest


def check_keys(manifest: Manifest, vault: Vault) -> None:
    """Raises SettingsProblem when the stored tokens of this backup would not open with the keys that are set."""
    if not vault.verify(f"backup|{manifest.id}", manifest.witness):
        names = ", ".join(manifest.keys)
        raise SettingsProblem(
            f"The keys this backup's tokens are sealed with ({names}) are not the ones that are set. Put them into"
            " RITE_SECRET_KEYS (or the file secret_keys into RITE_VAR_DIR), or restore with --without-keys and connect"
            " every account again."
        )


async def restore(
    database_url: str, media: MediaStore, seal: Seal, folder: Path, manifest: Manifest, *, replace: bool
) -> None:
    """Files first, then the rows in one transaction. Raises NotNow where rows are that nobody said to replace."""
    _check_known(database_url, manifest)
    for part in manifest.media:
        data = seal.open((folder / part.file).read_bytes(), place_of(part.file, ""), manifest.sealed_by)
        name = part.file.removeprefix("media/")
        if await media.put(data, kind=name.rpartition(".")[2]) != name:
            raise InvalidAnswer(f"{part.file} is not what its name says.")
    engine = open_engine(database_url, rebuilding=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_put_back, database_url, seal, folder, manifest, replace)
    finally:
        await engine.dispose()


def _check_known(database_url: str, manifest: Manifest) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(alembic_config(database_url)).walk_revisions()}
    if manifest.revision not in known:
        raise InvalidAnswer(
            f"This backup was made by a newer Rite (schema {manifest.revision}). Install that version to restore it."
        )


def _put_back(
    connection: Connection, database_url: str, seal: Seal, folder: Path, manifest: Manifest, replace: bool
) -> None:
    """An older backup is put into the schema it was made of, which then is brought up to date."""
    config = alembic_config(database_url)
    config.attributes["connection"] = connection
    if _has_rows(connection) and not replace:
        raise NotNow("There is something in this database. Empty it first, or say --replace.")
    if inspect(connection).has_table("workspaces") and (replace or _revision(connection) != manifest.revision):
        command.downgrade(config, "base")  # the audit log lets nobody delete from it
    command.upgrade(config, manifest.revision)
    Filling(connection, seal, folder, manifest).fill()
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _has_rows(connection: Connection) -> bool:
    if not inspect(connection).has_table("workspaces"):
        return False
    return bool(connection.execute(select(func.count()).select_from(Base.metadata.tables["workspaces"])).scalar_one())
