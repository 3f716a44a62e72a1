"""What processes write down about themselves, in one file that outlives them: each line is one short write."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    at: float
    """Seconds of time.monotonic(), which all processes of a machine share."""
    pid: int
    what: str
    """"took", "let go", "kill", "freeze"."""
    subject: str
    """The post, or the failpoint."""


class Diary:
    """Append-only; a line is written by one system call, so that a kill tears none."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, what: str, subject: str, pid: int | None = None) -> None:
        os.write(self._file, f"{time.monotonic():.4f}|{pid or os.getpid()}|{what}|{subject}\n".encode())


def entries(path: Path) -> Iterator[Entry]:
    """Everything that was noted, oldest first."""
    with path.open() as lines:
        for line in lines:
            at, pid, what, subject = line.rstrip("\n").split("|")
            yield Entry(float(at), int(pid), what, subject)


def longest_pick_up(noted: Iterator[Entry]) -> float:
    """Seconds from a process's death to the moment the last of its posts was in other hands."""
    holders: dict[str, int] = {}
    orphans: dict[str, float] = {}
    longest = 0.0
    for entry in noted:
        match entry.what:
            case "took":
                holders[entry.subject] = entry.pid
                if (died := orphans.pop(entry.subject, None)) is not None:
                    longest = max(longest, entry.at - died)
            case "let go":
                holders.pop(entry.subject, None)
            case "kill":
                orphans |= {post: entry.at for post, pid in holders.items() if pid == entry.pid}
                holders = {post: pid for post, pid in holders.items() if pid != entry.pid}
    return longest
