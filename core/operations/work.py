"""How much a process does, how much of it goes wrong, how long it takes: counted in memory, noted every half minute.

The processes that do the work and the one that judges it are others, so what was counted becomes rows.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from core.clock import Clock
from core.database import Database
from core.errors import Busy, PersonCanFix, RateLimited
from core.operations.model import WorkRow

NOTE_EVERY_SECONDS = 30.0


class Kind(enum.StrEnum):
    REQUEST = "request"
    """Somebody asked us over HTTP."""
    TASK = "task"
    POST = "post"
    """One run of publishing."""


@dataclass(frozen=True)
class Done:
    """One piece of work that has just ended."""

    kind: Kind
    name: str
    took: timedelta
    failed: bool


@dataclass
class _Sum:
    done: int = 0
    failed: int = 0
    seconds: float = 0.0


class WorkTally:
    """One a process. Counting is for the loop's thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._sums: dict[Kind, _Sum] = {}
        self.watched_by: list[Callable[[Done], None]] = []

    def count(self, kind: Kind, took: timedelta, *, failed: bool, name: str = "") -> None:
        """Count one piece of work that is done; `name` is ours (a route, a task), never what somebody typed."""
        for watch in self.watched_by:
            watch(Done(kind, name, took, failed))
        so_far = self._sums.setdefault(kind, _Sum())
        so_far.done += 1
        so_far.failed += failed
        so_far.seconds += took.total_seconds()

    async def note(self) -> None:
        """Write down what was counted since the last time; what can't be written counts the next time."""
        sums, self._sums = self._sums, {}
        if not sums:
            return
        now = self._clock.now()
        try:
            async with self._db.transaction() as session:
                for kind, one in sums.items():
                    took = round(one.seconds * 1000)
                    session.add(WorkRow(id=uuid4(), at=now, kind=kind, done=one.done, failed=one.failed, took_ms=took))
        except BaseException:
            self._take_back(sums)
            raise

    def _take_back(self, sums: dict[Kind, _Sum]) -> None:
        for kind, one in sums.items():
            so_far = self._sums.setdefault(kind, _Sum())
            so_far.done += one.done
            so_far.failed += one.failed
            so_far.seconds += one.seconds


def went_wrong(error: BaseException) -> bool:
    """Whether an error is trouble of the service: not what a person can mend, nor a wait that is part of the work."""
    return not isinstance(error, (PersonCanFix, RateLimited, Busy))
