"""Clocks on machines whose own time is minutes off, set while they run, beside a server that jumps: each post once."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from publishing_machine import Machine
from sqlalchemy import update
from stages.world import PATIENCE_SECONDS

from core.adapters.instagram.ask_time import date_asker
from core.clock import SystemClock, wall_seconds
from core.database import Database
from core.posts.model import Post
from core.services import Services
from core.shared_clock import SharedClock, clock_of
from core.witness import Witness
from jobs.clock import ClockProcess

HOUR_SECONDS = 3600.0
POSTS = 4
REAL = SystemClock()
"""The database's server runs on this machine, too."""


@dataclass
class Skewed:
    """A wall clock that somebody sets."""

    ahead: float

    def __call__(self) -> float:
        return wall_seconds() + self.ahead


@dataclass
class Server:
    """The database's clock, which may jump."""

    machine: Machine
    ahead: float = 0.0

    async def ask(self) -> float:
        return await clock_of(self.machine.services.db.engine)() + self.ahead


@dataclass
class Bell:
    """Notes when a post was handed to the workers, in real time."""

    heard: list[tuple[UUID, int, datetime]] = field(default_factory=list)
    all: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self, queue: str, task_id: UUID) -> None: ...

    def hand(self, workspace_id: UUID, post_id: UUID, fence: int) -> None:
        self.heard.append((post_id, fence, REAL.now()))
        if len(self.heard) == POSTS:
            self.all.set()

    async def waiting(self, queue: str) -> int | None:
        return 0


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.parametrize("jump", [HOUR_SECONDS, -HOUR_SECONDS])
async def test_clocks_that_are_minutes_off_claim_each_post_once_and_never_early(machine: Machine, jump: float) -> None:
    server, bell = Server(machine), Bell()
    walls = (Skewed(300.0), Skewed(-300.0))
    clocks = [shared(machine, server, wall) for wall in walls]
    for clock in clocks:
        await clock.read()
    due = {await post_due(machine, timedelta(seconds=1 + number / 4)): number for number in range(POSTS)}
    moments = {post_id: (await machine.post(post_id)).next_at for post_id in due}
    later = await post_due(machine, timedelta(minutes=30))

    processes = [ClockProcess(beside(machine, clock), bell, duties=()) for clock in clocks]
    running = [asyncio.create_task(process.run()) for process in processes]
    for wall in walls:
        wall.ahead = -10 * wall.ahead
    server.ahead = jump
    for clock in clocks:
        await clock.read()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await bell.all.wait()
    await asyncio.sleep(0.3)  # time enough for a second claim, or for one of the next hour
    for process in processes:
        process.stop()
    await asyncio.gather(*running)

    assert sorted((post_id, fence) for post_id, fence, _ in bell.heard) == sorted((post_id, 1) for post_id in due)
    for post_id, _, at in bell.heard:
        moment = moments[post_id]
        assert moment is not None
        assert at >= moment
    assert (await machine.post(later)).fence == 0


def shared(machine: Machine, server: Server, wall: Skewed) -> SharedClock:
    witness = Witness(date_asker(machine.services.http, machine.services.settings.instagram_graph_url))
    return SharedClock(server.ask, witness, wall=wall)


def beside(machine: Machine, clock: SharedClock) -> Services:
    """What another process has: the same database, a clock of its own."""
    return replace(machine.services, clock=clock, db=Database(machine.services.db.engine, clock))


async def post_due(machine: Machine, wait: timedelta) -> UUID:
    """A scheduled post that wants attention so much later, in real time."""
    at = REAL.now() + wait
    post_id = await machine.scheduled(due_at=at)
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Post)
            .where(Post.workspace_id == machine.team.workspace_id, Post.id == post_id)
            .values(next_at=at)
            .execution_options(synchronize_session=False)
        )
    return post_id
