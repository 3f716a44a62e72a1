"""Ask a peer, in a process of its own, for a figure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.peer_packages import NotToBeHad, from_npm, from_pip
from bench.processes import python
from provision.commands import output_of
from provision.errors import CommandFailed
from provision.servers import ROOT

HERE = Path(__file__).parent
BULLMQ, IOREDIS = "6.7.0", "6.0.0"
CELERY = "5.6.2"
PATIENCE_SECONDS = 1000.0

Jobs = Sequence[tuple[float, float]]
"""(added at, due at), in seconds from the beginning."""


@dataclass(frozen=True)
class Peer:
    """A queue that runs here."""

    name: str
    command: tuple[str | Path, ...]
    variables: dict[str, str] = field(default_factory=dict)

    def noop(self, redis_url: str, count: int, threads: int) -> float:
        """Messages a second. Raises NotToBeHad when it does not run here after all."""
        return count / float(self._ask("noop", redis_url=redis_url, count=count, threads=threads))

    def delays(self, redis_url: str, jobs: Jobs, **more: Any) -> list[float]:
        """How late each job began, in seconds."""
        late: list[float] = self._ask("delays", redis_url=redis_url, jobs=list(jobs), **more)
        return late

    def _ask(self, what: str, **wish: Any) -> Any:
        try:
            said = output_of(
                [*self.command, what, json.dumps(wish)],
                cwd=ROOT,
                environment=self.variables,
                timeout_seconds=PATIENCE_SECONDS,
            )
        except CommandFailed as failed:
            raise NotToBeHad(f"it does not run here ({failed.last_line[:80]})") from failed
        answers = [line for line in said.splitlines() if line.startswith('{"answer"')]
        if not answers:
            raise NotToBeHad("it said nothing")
        return json.loads(answers[-1])["answer"]


def dramatiq_peer() -> Peer:
    return Peer("Dramatiq", python("-m", "bench.publish.peers.dramatiq_peer"))


def bullmq_peer() -> Peer:
    """Raises NotToBeHad."""
    folder = from_npm("bullmq", BULLMQ, f"ioredis@{IOREDIS}")
    return Peer("BullMQ", ("node", HERE / "bullmq_peer.cjs"), {"NODE_PATH": str(folder / "node_modules")})


def celery_peer() -> Peer:
    """Raises NotToBeHad."""
    program = from_pip("celery", f"celery[redis]=={CELERY}")
    return Peer("Celery", (program, HERE / "celery_peer.py"))
