"""Real processes of a benchmark: started with an environment of their own, watched, ended, and their CPU told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from provision.errors import ProvisioningFailed
from provision.servers import ROOT

STARTS_WITHIN_SECONDS = 60.0
ENDS_WITHIN_SECONDS = 40.0
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A process and the file it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    printed: Path

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Raises ProvisioningFailed, with its last words, when it ends before or takes too long."""
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not holds():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ProvisioningFailed(f"{self.name} did not get as far as {what}: {self.last_words}")
            time.sleep(0.05)

    @property
    def last_words(self) -> str:
        lines = [line for line in self.printed.read_text("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1] if lines else "it said nothing"


@contextmanager
def started(
    name: str, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], *, cwd: Path = ROOT
) -> Iterator[Running]:
    """Start it with these variables and nothing else than PATH and HOME; it is asked to end afterwards."""
    printed = folder / f"{name.replace(' ', '-')}-{time.monotonic_ns()}.log"
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with printed.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - programs of ours, and no shell reads their arguments
            command, cwd=cwd, env={**bare, **environment}, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    try:
        yield Running(name, process, printed)
    finally:
        _end(process)


def python(*words: str) -> tuple[str, ...]:
    """A command of this very Python."""
    return (sys.executable, *words)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def cpu_seconds(pid: int) -> float:
    """CPU time of a process, its living descendants and its ended children; 0 for one that is gone."""
    families = _families()
    total, ahead = 0.0, [pid]
    while ahead:
        one = ahead.pop()
        total += families.get(one, (0, 0.0))[1]
        ahead += [child for child, (parent, _) in families.items() if parent == one]
    return total


def _families() -> dict[int, tuple[int, float]]:
    """Process -> (its parent, the CPU seconds of it and of its ended children)."""
    found: dict[int, tuple[int, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        ticks = sum(int(field) for field in fields[11:15])
        found[int(stat.parent.name)] = (int(fields[1]), ticks / TICKS_A_SECOND)
    return found
