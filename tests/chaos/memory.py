"""How much memory processes take over time, and whether it grows: the last quarter of a run against the first."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

EVERY_SECONDS = 1.0
KB = 1024
MB = KB * KB
LEAST = 8
"""Samples of a process that say something."""


@dataclass
class Memory:
    """Samples of named processes; one that was begun anew is another one, and its samples begin anew, too."""

    pids: Callable[[], Mapping[str, int]]
    after_seconds: float = 0.0
    """What is loaded on first use is loaded by then."""
    samples: dict[tuple[str, int], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))

    async def watch(self) -> None:
        """Until cancelled."""
        await asyncio.sleep(self.after_seconds)
        while True:
            for name, pid in self.pids().items():
                taken = taken_by(pid)
                if taken:
                    self.samples[name, pid].append((time.monotonic(), taken))
            await asyncio.sleep(EVERY_SECONDS)

    def lines(self) -> list[str]:
        """One for each process that lived from the beginning to the end."""
        return [
            f"{name}: {first / MB:.0f} MB in the first quarter, {last / MB:.0f} MB in the last, {last / first:.2f}"
            for (name, _), (first, last) in self._quarters().items()
        ]

    @property
    def growth(self) -> float:
        """The largest ratio of last to first quarter; 0.0 when nobody lived long enough to tell."""
        return max((last / first for first, last in self._quarters().values()), default=0.0)

    def _quarters(self) -> dict[tuple[str, int], tuple[float, float]]:
        long_lived = {process: sampled for process, sampled in self.samples.items() if len(sampled) >= LEAST}
        return {process: quarters([taken for _, taken in sampled]) for process, sampled in long_lived.items()}


def quarters(samples: list[int]) -> tuple[float, float]:
    """What was taken on average in the first quarter and in the last; at least eight samples."""
    quarter = len(samples) // 4
    return fmean(samples[:quarter]), fmean(samples[-quarter:])


def taken_by(pid: int) -> int:
    """Bytes of its own memory, without what it shares with its parent and its files; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    lines = [line.split() for line in status.splitlines() if line.startswith("RssAnon:")]
    return int(lines[0][1]) * KB if lines else 0
