"""What a process of a run may be, composed of the same parts as `rite worker` and `rite clock`."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from chaos.processes.diary import Diary
from chaos.processes.failing import FailingBell, FailingDatabase, FailingPublisher
from chaos.processes.fate import Fate, Fuse
from chaos.processes.ground import Ground

from core.adapters.workers import PLACES, Workers
from core.bodies import Body
from core.clock import wall_seconds
from core.database import open_engine
from core.outbox import PUBLISH
from core.process import Process
from core.services import Services, open_services
from core.shared_clock import LocalClock, SharedClock, clock_of, kept
from core.witness import Witness
from jobs.clock import DUTIES, ClockProcess
from jobs.worker import BODIES
from rite.alone import alone

WORKER, CLOCK, ALONE = "worker", "clock", "alone"
STEADY, STEADY_CLOCK = "steady", "steadyclock"
"""Nothing happens to them by themselves; the worker does everything that is no chat's."""
THREADS = 8
OF_PUBLISHING = ("tick", "end pauses")
"""The other duties have nothing to do with posts going out, and at this pace of time they would never rest."""
APART_SECONDS = 20.0
"""How far the wall clocks of two clock processes are off, one ahead and one behind."""


def diary_of(ground: Ground) -> Path:
    return ground.path / "diary"


def fuse_of(ground: Ground) -> Fuse:
    return Fuse(ground.path / "fuse")


def fate_of(ground: Ground, name: str, life: int) -> Fate:
    luck = Random(f"{ground.seed} {name} {life}")  # noqa: S311 - keeps no secret
    chances = {} if name.startswith(STEADY) else ground.chances
    return Fate(fuse_of(ground), Diary(diary_of(ground)), luck, chances)


def bodies() -> Mapping[str, Body]:
    """Publishing, and nothing else: the chats' part and the numbers are cleared away in bulk (machine.py)."""
    return {name: body for name, body in BODIES.items() if body.task.queue == PUBLISH}


@asynccontextmanager
async def opened(ground: Ground, fate: Fate, process: Process, ahead: float = 0.0) -> AsyncIterator[Services]:
    """Production's parts with failpoints around them, and production's clock, only faster.

    `ahead` is how far this process's wall clock is off.
    """
    settings = ground.settings()
    witness, wall = Witness(), lambda: wall_seconds() + ahead
    asked = open_engine(settings.database_url, pool_size=1)
    real = LocalClock(witness, wall=wall) if settings.on_sqlite else SharedClock(clock_of(asked), witness, wall=wall)
    services = open_services(settings, clock=ground.clock(real), process=process)
    failing = replace(
        services,
        db=FailingDatabase(services.db, fate),
        publisher=FailingPublisher(services.publisher, fate),
        bell=FailingBell(services.bell, fate),
    )
    try:
        async with kept(real):
            yield failing
    finally:
        await services.close()
        await asked.dispose()


async def be(ground: Ground, role: str, number: int, life: int) -> None:
    """Live until killed."""
    fate = fate_of(ground, f"{role} {number}", life)
    async with AsyncExitStack() as stack:
        if role in (CLOCK, STEADY_CLOCK):
            ahead = 0.0 if role == STEADY_CLOCK else APART_SECONDS if number % 2 else -APART_SECONDS
            services = await stack.enter_async_context(opened(ground, fate, Process.CLOCK, ahead))
            await _tick(services)
            return
        process = Process.UP if role == ALONE else Process.WORKER
        services = await stack.enter_async_context(opened(ground, fate, process))
        await stack.enter_async_context(alone(services))
        everything = role == STEADY
        places = {**PLACES, PUBLISH: THREADS} if everything else {PUBLISH: THREADS}
        workers = Workers(services.broker, services, BODIES if everything else bodies(), places=places)
        await workers.start()
        if role == ALONE:
            await _tick(services)
        await asyncio.Event().wait()


async def _tick(services: Services) -> None:
    duties = tuple(duty for duty in DUTIES if duty.name in OF_PUBLISHING)
    await ClockProcess(services, services.bell, [replace(duty, every=_real(duty.every)) for duty in duties]).run()


def _real(every: timedelta) -> timedelta:
    """At least a service minute."""
    return max(every, timedelta(minutes=1))
