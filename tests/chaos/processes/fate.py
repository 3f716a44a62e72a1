"""What may happen to a process at a failpoint: it dies, or it freezes and is woken when its lease is long over."""

import mmap
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from random import Random

from chaos.processes.diary import Diary

ARMED, CALM = b"\x01", b"\x00"


class Fuse:
    """One byte in a file that all processes see: nothing happens while it is calm."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(CALM)
        with path.open("r+b") as file:
            self._byte = mmap.mmap(file.fileno(), 1)

    def arm(self, armed: bool = True) -> None:
        self._byte[0:1] = ARMED if armed else CALM

    @property
    def armed(self) -> bool:
        return self._byte[0:1] == ARMED


class Fate:
    """The failpoints of one process; which of its passes are unlucky follows from the seed."""

    def __init__(self, fuse: Fuse, diary: Diary, luck: Random, chances: Mapping[str, float]) -> None:
        self._fuse, self._luck, self.diary = fuse, luck, diary
        self._kill, self._freeze = chances.get("kill", 0.0), chances.get("freeze", 0.0)
        self._twice = chances.get("twice", 0.0)

    def at(self, point: str) -> None:
        """Pass a failpoint."""
        drawn = self._luck.random()
        if not self._fuse.armed:
            return
        if drawn < self._kill:
            self.diary.note("kill", point)
            os.kill(os.getpid(), signal.SIGKILL)
        elif drawn < self._kill + self._freeze:
            self.diary.note("freeze", point)
            os.kill(os.getpid(), signal.SIGSTOP)

    def twice(self) -> bool:
        """Whether this ring is said twice."""
        return self._luck.random() < self._twice and self._fuse.armed
