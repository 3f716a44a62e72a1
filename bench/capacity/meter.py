"""What is spent while something is done, above what the same processes spend while nothing is."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from redis import Redis

from bench.processes import cpu_seconds

AT_REST_SECONDS = 10.0
COUNTED_BY_US = 2
"""Commands with which a look at Redis counts itself."""


@dataclass(frozen=True)
class Look:
    """Everything counted since the servers began."""

    at: float
    cpu: Mapping[str, float]
    redis_commands: int
    transactions: int


@dataclass(frozen=True)
class Spent:
    """Between two looks. `cpu` in seconds, by process."""

    seconds: float
    cpu: Mapping[str, float]
    redis_commands: float
    transactions: float

    def above(self, rest: "Spent") -> "Spent":
        """Without what would have been spent at rest in the same time."""
        share = self.seconds / rest.seconds
        return Spent(
            self.seconds,
            {name: max(0.0, seconds - share * rest.cpu[name]) for name, seconds in self.cpu.items()},
            max(0.0, self.redis_commands - share * rest.redis_commands),
            max(0.0, self.transactions - share * rest.transactions),
        )


@dataclass(frozen=True)
class Meter:
    """`pids` by the names their figures are told under."""

    pids: Mapping[str, int]
    database_url: str
    redis_url: str

    def look(self) -> Look:
        cpu = {name: cpu_seconds(pid) for name, pid in self.pids.items()}
        return Look(time.monotonic(), cpu, self._commands(), self._transactions())

    def since(self, before: Look) -> Spent:
        now = self.look()
        return Spent(
            now.at - before.at,
            {name: seconds - before.cpu[name] for name, seconds in now.cpu.items()},
            now.redis_commands - before.redis_commands - COUNTED_BY_US,
            now.transactions - before.transactions,
        )

    async def at_rest(self, seconds: float = AT_REST_SECONDS) -> Spent:
        before = self.look()
        await asyncio.sleep(seconds)
        return self.since(before)

    def _commands(self) -> int:
        redis = Redis.from_url(self.redis_url)
        try:
            stats = redis.info("commandstats")
        finally:
            redis.close()
        return sum(int(of["calls"]) for of in stats.values())

    def _transactions(self) -> int:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            found = connection.execute(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
            ).fetchone()
        return int(found[0]) if found else 0


def megabytes(pid: int) -> float:
    """Memory of a process, of shared pages its share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
