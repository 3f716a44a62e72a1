"""What befalls a worker at one of its steps, counted from 0 over all that it takes: it dies, or it is frozen."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

from stages.steps import Died

from core.lease import in_hand

LONG_SECONDS = 3600.0
BESIDE = ("before renew", "after renew")
"""Renewing goes on beside the work, whenever real time wants it."""


@dataclass
class Watcher:
    """Lets everything happen as usual and remembers the steps."""

    met: list[str] = field(default_factory=list)

    async def __call__(self, step: str) -> None:
        if step not in BESIDE:
            self.met.append(step)


@dataclass
class Killer(Watcher):
    """The process dies at one step, and is dead from then on."""

    at: int = 0
    dead: bool = False

    async def __call__(self, step: str) -> None:
        self.dead = self.dead or (len(self.met) == self.at and step not in BESIDE)
        if self.dead:
            raise Died
        await super().__call__(step)


@dataclass
class Freezer(Watcher):
    """The process is frozen at one step, for longer than its lease, until it is thawed; it does not notice."""

    at: int = 0
    frozen: asyncio.Event = field(default_factory=asyncio.Event)
    thawed: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, step: str) -> None:
        if self.frozen.is_set():
            await self.thawed.wait()
        elif len(self.met) == self.at and step not in BESIDE:
            self.frozen.set()
            await self.thawed.wait()
            if (hold := in_hand()) is not None:  # the one clock that ran on meanwhile
                hold.renewed(hold.now() - LONG_SECONDS)
        await super().__call__(step)


@dataclass
class Meddler(Watcher):
    """Somebody does something at one step, beside the worker."""

    at: int = 0
    does: Callable[[], Awaitable[None]] | None = None

    async def __call__(self, step: str) -> None:
        if len(self.met) == self.at and self.does is not None and step not in BESIDE:
            await self.does()
        await super().__call__(step)


def gaps(way: Sequence[str], start: str = "") -> Iterator[int]:
    """Where on its way something can befall a worker: before every call and every transaction.

    What is after one step and before the next is one place. Looks that are repeated after a call to publish are all
    alike: the first of them is enough.
    """
    turns = sends = 0
    seen = set()
    for index, step in enumerate(way):
        turns += step in ("before take_turn", "before run_task")
        here = (sends, turns if not sends else 0, step)
        if step.startswith("before") and here not in seen and (not start or start in way[: index + 1]):
            seen.add(here)
            yield index
        sends += step == "before publish"


def place(way: Sequence[str], index: int) -> str:
    """The name of such a place."""
    return f"{way[index - 1]}, {way[index]}" if index else way[index]
