"""Engines measured in turns: warm, with a new photo each time, and from the start of a process."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.peer_packages import NotToBeHad
from bench.render.engine import Cost, Engine, Running, cold_process, started
from bench.rounds import Measured, in_turns
from provision.say import say

WARM_UP = 50
"""Flyers: a fresh worker is slower until it has met its letters."""
NOTHING = Measured({})
FLOOR, OURS = "floor", "ours"


@dataclass(frozen=True)
class Work:
    """One kind of turn."""

    name: str
    flyer: str
    cold: bool = False
    share: float = 1.0
    """Of an engine's usual block."""


WORKS = (
    Work("complex, warm", "complex"),
    Work("complex, new photo", "complex", cold=True, share=0.25),
    Work("typical, warm", "typical"),
)


@dataclass
class Found:
    """All that was measured, by work and engine."""

    cpu: dict[str, Measured] = field(default_factory=dict)
    wall: dict[str, Measured] = field(default_factory=dict)
    process: Measured = NOTHING
    process_wall: Measured = NOTHING
    memory: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def measure(
    line_up: Mapping[str, Callable[[Path], Engine]], stock: Path, rounds: int, share: float, looks: Path
) -> Found:
    """Bring up who can be had, let them take turns, and write a picture of each for looking at.

    `share` of the usual blocks is painted; less is quicker and noisier.
    """
    found = Found()
    with ExitStack() as stack:
        running: dict[str, Running] = {}
        for name, make in line_up.items():
            say(f"Bringing up {name}.")
            try:
                engine = stack.enter_context(started(make(stock), stock))
                _warm_up(engine, name, looks, share)
            except NotToBeHad as told:
                found.missing[name] = str(told)
                continue
            running[name] = engine
        for work in WORKS:
            say(f"Measuring {work.name}.")
            found.cpu[work.name], found.wall[work.name] = asyncio.run(_turns(running, work, rounds, share))
        found.memory = {name: engine.memory() for name, engine in running.items()}
        engines = {name: each.engine for name, each in running.items()}
    say("Measuring from the start of a process.")
    alone = {name: engine for name, engine in engines.items() if engine.alone}
    found.process, found.process_wall = asyncio.run(_starts(alone, stock, rounds))
    return found


def _warm_up(engine: Running, name: str, looks: Path, share: float) -> None:
    for flyer in ("complex", "typical"):
        engine.paint(flyer, max(1, round(share * min(WARM_UP, 2 * engine.engine.block))))
        engine.paint(flyer, 1, first=0, to=looks / f"{flyer}-{name}.jpg")


async def _turns(running: Mapping[str, Running], work: Work, rounds: int, share: float) -> tuple[Measured, Measured]:
    """CPU and wall seconds a flyer, round by round."""

    def paint(engine: Running) -> Cost:
        count = max(1, round(engine.engine.block * work.share * share))
        return engine.paint(work.flyer, count, cold=work.cold)

    return await _both({name: partial(paint, engine) for name, engine in running.items()}, rounds)


async def _starts(engines: Mapping[str, Engine], stock: Path, rounds: int) -> tuple[Measured, Measured]:
    return await _both({name: partial(cold_process, engine, stock) for name, engine in engines.items()}, rounds)


async def _both(arms: Mapping[str, Callable[[], Cost]], rounds: int) -> tuple[Measured, Measured]:
    walls: dict[str, list[float]] = {name: [] for name in arms}

    def arm(name: str, turn: Callable[[], Cost]) -> Callable[[], Awaitable[float]]:
        async def measured() -> float:
            cost = turn()
            walls[name].append(cost.wall)
            return cost.cpu

        return measured

    cpu = await in_turns({name: arm(name, turn) for name, turn in arms.items()}, rounds)
    return cpu, Measured({name: tuple(values) for name, values in walls.items()})
