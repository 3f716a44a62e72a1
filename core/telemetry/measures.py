"""How long the machinery takes: counted in memory, added to the rows of the hour every half minute by each process.

What a process counted since then is lost when it is killed: these are measures, and nobody is charged by them.
"""

import enum
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.database import Database
from core.telemetry.model import TechnicalHour

WRITE_EVERY_SECONDS = 30.0
STEPS_MS = {
    "within_100ms": 100,
    "within_300ms": 300,
    "within_1s": 1_000,
    "within_3s": 3_000,
    "within_10s": 10_000,
    "within_60s": 60_000,
}
"""How many were done within so many milliseconds; each counts those of the steps before, too."""


class Kind(enum.StrEnum):
    API = "api"
    """Somebody asked us over HTTP; `name` is the address."""
    JOB = "job"
    """A background task, from the moment it was due until it was done; `name` is the task's."""


@dataclass
class _Sum:
    done: int = 0
    failed: int = 0
    took_ms: int = 0
    within: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS_MS, 0))


class Measures:
    """One a process. Counting is for the loop's thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._sums: dict[tuple[datetime, Kind, str], _Sum] = {}

    def count(self, kind: Kind, name: str, took: timedelta, *, failed: bool = False) -> None:
        so_far = self._sums.setdefault((hour_of(self._clock.now()), kind, name[:80]), _Sum())
        took_ms = max(0, round(took.total_seconds() * 1000))
        so_far.done += 1
        so_far.failed += failed
        so_far.took_ms += took_ms
        for step, most in STEPS_MS.items():
            so_far.within[step] += took_ms <= most

    async def write(self) -> None:
        """Add what was counted since the last time. What cannot be written is forgotten."""
        sums, self._sums = self._sums, {}
        if not sums:
            return
        async with self._db.transaction() as session:
            for (hour, kind, name), one in sorted(sums.items()):  # in one order, so that two processes don't deadlock
                figures = {"done": one.done, "failed": one.failed, "took_ms": one.took_ms, **one.within}
                await session.execute(_added(session, {"hour": hour, "kind": kind.value, "name": name}, figures))


def inserting(session: AsyncSession) -> Any:
    """The database's own INSERT, which knows what to do with a row that is there already."""
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _added(session: AsyncSession, key: dict[str, object], figures: dict[str, int]) -> Insert:
    """A new row of the hour, or its figures added to the row that is there; the same words on both databases."""
    row = inserting(session)(TechnicalHour).values(**key, **figures)
    more = {name: getattr(TechnicalHour, name) + getattr(row.excluded, name) for name in figures}
    added: Insert = row.on_conflict_do_update(index_elements=list(key), set_=more)
    return added
