"""What the throw-away servers share: a private folder, an unprivileged user, a port, a clean end."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provision.commands import Command, output_of
from provision.errors import CommandFailed, ProvisioningFailed

START_PATIENCE_SECONDS = 60.0
STOP_PATIENCE_SECONDS = 10.0
PORTS = range(10_000, 32_000)
"""Above those with a name, below those the kernel gives to outgoing connections."""


@dataclass
class Server:
    """A server that only this run knows: where it answers, what it is, its process, and how to launch it again."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals
    launch_again: Callable[[], subprocess.Popen[bytes]]

    def stop(self) -> None:
        """End it; its data is worth nothing, so a server that lingers is killed."""
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def restart(self, ending: signal.Signals) -> None:
        """End it in this way, gentle or not, and bring it back on the same data and port.

        Raises:
            ProvisioningFailed: it did not come back.
        """
        self.process.send_signal(ending)
        self.process.wait()
        self.process = self.launch_again()


def server_user() -> int | None:
    """Whom to run servers as: "nobody" when we are root (PostgreSQL refuses root), else ourselves (None)."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def private_folder() -> Path:
    """A new temporary folder that belongs to the servers' user and is closed to everybody else but root."""
    user = server_user()
    # root's own TMPDIR may lie where the servers' user cannot go
    folder = Path(tempfile.mkdtemp(prefix="rite-tests-", dir=None if user is None else "/tmp"))  # noqa: S108 - mkdtemp makes it private
    if user is not None:
        os.chown(folder, user, user)
    return folder


def write_private(path: Path, text: str) -> None:
    """Write a file that only the servers' user (and root) can read."""
    path.touch(mode=0o600)
    path.write_text(text)
    user = server_user()
    if user is not None:
        os.chown(path, user, user)


def within_reach(program: Path, copy: Callable[[], Path]) -> Path:
    """The program's path as the servers' user can run it: itself, or what `copy` laid aside."""
    try:
        output_of([program, "--version"], user=server_user(), cwd=Path("/"))
    except CommandFailed:
        return copy()
    return program


def copy_folders(folders: list[Path], target: Path) -> None:
    """Copy sibling folders under `target`, readable by everybody who gets that far."""
    for folder in folders:
        shutil.copytree(folder, target / folder.name, symlinks=True)
    target.chmod(0o755)


def free_port() -> int:
    """A loopback port nobody holds right now.

    Drawn from below the range outgoing connections take theirs from: one the kernel gave away may be the near end of
    somebody's connection by the time a server asks for it.
    """
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            if _binds(probe, port):
                return port


def _binds(probe: socket.socket, port: int) -> bool:
    try:
        probe.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def new_password() -> str:
    """A password for this run; safe inside a URL."""
    return secrets.token_hex(16)


def launch(command: Command, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server in `folder` as the servers' user; it writes to `log` and gets no terminal."""
    user = server_user()
    with log.open("wb") as sink:
        return subprocess.Popen(  # noqa: S603 - fixed programs with our own arguments, and no shell reads them
            command,
            cwd=folder,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], name: str, log: Path) -> None:
    """Wait for a freshly launched server.

    Raises:
        ProvisioningFailed: it ended, or is not ready after a minute; the log's last line is part of the sentence.
    """
    deadline = time.monotonic() + START_PATIENCE_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            lines = log.read_text(errors="replace").split("\n")
            last = next((line for line in reversed(lines) if line.strip()), "it wrote nothing")
            raise ProvisioningFailed(f"{name} did not start: {last.strip()}")
        time.sleep(0.02)
