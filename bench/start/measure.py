"""Start processes in turns, the floor beside ours, and see when each is ready and what it holds then."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import httpx

from bench.processes import Running, python, started
from bench.sheet import Line, ratio_line
from provision.throwaway import free_port

SETTLES_SECONDS = 2.0
"""After it answers; what a process loads on its first tick is part of what it holds."""
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """Of one start: seconds until it was ready, and bytes of its own (proportional set size) at rest."""

    seconds: float
    held: int


Start = Callable[[int], AbstractContextManager[Running]]
"""A process that answers at /readyz of this port."""


def floor(folder: Path) -> Start:
    return lambda port: started("floor", python("-m", "bench.start.floor", str(port)), folder, {})


def ours(folder: Path, environment: Mapping[str, str], word: str) -> Start:
    """`rite up` or `rite web`, at home in `folder`, where no .env of the checkout is read."""
    return lambda port: started(
        word,
        python("-m", "rite", word),
        folder,
        {**environment, "PORT": str(port), "RITE_PUBLIC_URL": f"http://127.0.0.1:{port}"},
        cwd=folder,
    )


def in_turns(arms: Mapping[str, Start], rounds: int) -> dict[str, list[Seen]]:
    """Each once to warm the disk's cache, then `rounds` times in turns."""
    for start in arms.values():
        _seen(start)
    found: dict[str, list[Seen]] = {name: [] for name in arms}
    for _ in range(rounds):
        for name, start in arms.items():
            found[name].append(_seen(start))
    return found


def _seen(start: Start) -> Seen:
    port = free_port()
    began = time.perf_counter()
    with start(port) as running:
        running.wait_until(partial(_is_ready, port), "being ready")
        seconds = time.perf_counter() - began
        time.sleep(SETTLES_SECONDS)
        return Seen(seconds, held_by(running.process.pid))


def _is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5, verify=False).is_success  # noqa: S501 - plain http
    except httpx.TransportError:
        return False


def held_by(pid: int) -> int:
    """Its proportional set size in bytes, as the kernel counts it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def lines_of(found: Mapping[str, list[Seen]], against: str) -> list[Line]:
    """Two lines for each arm but the floor."""
    lines = []
    for name in found.keys() - {against}:
        mine, theirs = found[name], found[against]
        pairs = list(zip(mine, theirs, strict=True))
        quick = f"{median(one.seconds for one in mine):.2f} | {median(one.seconds for one in theirs):.2f} s"
        held = " | ".join(f"{median(one.held for one in arm) / MEGABYTE:.0f}" for arm in (mine, theirs)) + " MB"
        lines.append(ratio_line(f"{name}: ready", median(a.seconds / b.seconds for a, b in pairs), None, quick))
        lines.append(ratio_line(f"{name}: memory at rest", median(a.held / b.held for a, b in pairs), None, held))
    return sorted(lines, key=lambda line: line.what)
