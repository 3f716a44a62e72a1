"""An engine as a process: started, ordered to paint, and what it cost told from outside, whole process tree."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.peer_packages import NotToBeHad
from provision.servers import ROOT

_CPU_CLOCK = 2
"""What the kernel's clock of a process's CPU time is called in the low bits of its number."""


@dataclass(frozen=True)
class Engine:
    """Whoever paints; `command` is followed by the folder of the stock."""

    name: str
    command: tuple[str | Path, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    block: int = 20
    """Flyers painted in one turn: enough that a turn takes some tenths of a second."""
    alone: bool = True
    """Whether a process of its own for one flyer can be told: a browser's many are not its starter's children."""


@dataclass(frozen=True)
class Cost:
    """What a number of flyers came to, in seconds each."""

    cpu: float
    wall: float


class Running:
    """A started engine."""

    def __init__(self, engine: Engine, process: "subprocess.Popen[str]", printed: Path) -> None:
        self.engine = engine
        assert process.stdin and process.stdout  # noqa: S101 - they were asked for
        self._orders, self._answers = process.stdin, process.stdout
        self._process = process
        self._printed = printed
        self._next = 0

    def paint(
        self, flyer: str, count: int, *, cold: bool = False, to: Path | None = None, first: int | None = None
    ) -> Cost:
        """Have the next events painted; raises NotToBeHad with the engine's last words when it cannot."""
        start = self._next if first is None else first
        self._next = start + count
        order = {"flyer": flyer, "cold": cold, "first": start, "count": count, "to": str(to) if to else None}
        cpu, wall = cpu_of_tree(self._process.pid), time.perf_counter()
        try:
            self._orders.write(json.dumps(order) + "\n")
            self._orders.flush()
            answer = self._answers.readline()
        except BrokenPipeError:
            answer = ""
        passed = Cost((cpu_of_tree(self._process.pid) - cpu) / count, (time.perf_counter() - wall) / count)
        if not answer:
            raise NotToBeHad(f"it does not run here ({self._last_words})")
        return passed

    def memory(self) -> int:
        """Bytes: the most one process ever held, or what several hold together now (shared pages once)."""
        family = tree(self._process.pid)
        if len(family) == 1:
            return _kilobytes(Path(f"/proc/{self._process.pid}/status"), "VmHWM:")
        return sum(_kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") for pid in family)

    @property
    def _last_words(self) -> str:
        self._process.wait(10)
        lines = [line.strip() for line in self._printed.read_text("utf-8", "replace").splitlines() if line.strip()]
        telling = [line for line in lines if "rror" in line]
        return (telling or lines or ["it said nothing"])[-1][:90]


@contextmanager
def started(engine: Engine, stock: Path) -> Iterator[Running]:
    """Run it until the end of the block."""
    printed = stock / f"{engine.name.replace(' ', '-').replace('/', '-')}.log"
    with printed.open("w") as sink:
        process = subprocess.Popen(  # noqa: S603 - programs of ours, and no shell reads their arguments
            [*engine.command, stock], env=_environment(engine), cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=sink, text=True,
        )  # fmt: skip
    try:
        yield Running(engine, process, printed)
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cold_process(engine: Engine, stock: Path) -> Cost:
    """From the start of a process to a JPEG on the disk; raises NotToBeHad."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - as above
        [*engine.command, stock, "once", "complex", stock / "once.jpg"], env=_environment(engine), cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotToBeHad(f"it ended with status {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began)


def _environment(engine: Engine) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **engine.variables}


def tree(pid: int) -> list[int]:
    """A process and its living descendants."""
    found, ahead = [], [pid]
    while ahead:
        one = ahead.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                ahead += [int(word) for word in children.read_text().split()]
            except OSError:  # the thread has just ended
                continue
    return found


def cpu_of_tree(pid: int) -> float:
    """CPU seconds of a process and all it started; of what has ended, as the kernel adds it to its parent."""
    total = 0.0
    for one in tree(pid):
        try:
            total += time.clock_gettime((~one << 3) | _CPU_CLOCK)
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        total += sum(int(ticks) for ticks in fields[13:15]) / os.sysconf("SC_CLK_TCK")
    return total


def _kilobytes(file: Path, field_name: str) -> int:
    """In bytes; 0 for a process that has just ended."""
    try:
        line = next(line for line in file.read_text().splitlines() if line.startswith(field_name))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) * 1024
