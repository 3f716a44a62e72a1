"""The ground all processes of a run stand on: where things are, how fast time runs, how much goes wrong."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from core.clock import Clock
from core.settings import Settings

SHORTEST_SLEEP_SECONDS = 0.1
"""Fast time must not make anybody busier than real time would."""


@dataclass(frozen=True)
class Ground:
    """What every process is told; it travels as JSON."""

    folder: str
    database_url: str
    redis_url: str | None
    sandbox_url: str
    start: str
    """The service's and the sandbox's time (ISO) at the real instant `began`."""
    began: str
    rate: float
    """Service seconds per real second. Leases and time-outs are real time, everything else is the service's."""
    lease_seconds: float
    grace_seconds: float
    seed: int
    chances: Mapping[str, float] = field(default_factory=dict)
    """How likely a process is killed ("kill") or frozen ("freeze") at a failpoint it passes, a ring is said twice
    ("twice")."""

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Ground":
        return cls(**json.loads(text))

    @property
    def path(self) -> Path:
        return Path(self.folder)

    def clock(self, real: Clock) -> "FastClock":
        return FastClock(real, datetime.fromisoformat(self.start), datetime.fromisoformat(self.began), self.rate)

    def settings(self) -> Settings:
        """Only addresses, tokens and lengths of time differ from production."""
        return Settings(
            _env_file=None,
            database_url=self.database_url,
            redis_url=self.redis_url,
            public_url_set=self.sandbox_url,  # the sandbox's process serves our pictures as well
            secret_keys=SecretStr("k1:" + "A" * 43 + "="),
            media_url=f"file://{self.folder}/media",
            var_dir=self.path,
            instagram_graph_url=f"{self.sandbox_url}/instagram/graph",
            instagram_api_url=f"{self.sandbox_url}/instagram/api",
            instagram_calls_per_hour=10_000,  # days pass in minutes
            publish_grace_seconds=self.grace_seconds,
            lease_seconds=self.lease_seconds,
        )


class FastClock:
    """Implements core.clock.Clock: the present runs faster than the real time of another clock, leases do not."""

    def __init__(self, real: Clock, start: datetime, began: datetime, rate: float) -> None:
        self._real, self._start, self._began, self._rate = real, start, began, rate

    def now(self) -> datetime:
        return self._start + (self._real.steady() - self._began) * self._rate

    def steady(self) -> datetime:
        return self._real.steady()

    def reported(self) -> datetime:
        return self._real.reported()

    async def sleep_until(self, when: datetime) -> None:
        remaining = (when - self.now()).total_seconds() / self._rate
        await asyncio.sleep(max(SHORTEST_SLEEP_SECONDS, remaining) if remaining > 0 else 0)
