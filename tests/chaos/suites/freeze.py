"""Suite `freeze`: a worker is frozen at every step for longer than its lease; another goes on, then the first thaws."""

import asyncio
from collections.abc import Collection, Sequence
from functools import partial

from chaos.suites.mishaps import Freezer, Watcher, gaps, place
from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict

ONE_TURN, TO_THE_END, UNDER_WAY = "one turn", "to the end", "until its own call is under way"
MEANWHILE = (ONE_TURN, TO_THE_END, UNDER_WAY)
"""How far the other one comes before the first thaws."""
REPEATS = ("duplicate",)
LANDS_AFTER = 12.0


async def freeze(
    make: MakeMachine,
    meanwhile: Collection[str] = MEANWHILE,
    repeats: Collection[str] = REPEATS,
    only: str = "",
) -> Verdict:
    """One post for each step and each length; `only`: the steps whose place is called so."""
    stage = await staged(make)
    way = await _unharmed(stage)
    for repeat in repeats:
        for long in meanwhile:
            for step in gaps(way):
                if only in place(way, step):
                    await _frozen(stage, repeat, long, way, step)
    return await stage.verdict()


async def _unharmed(stage: Stage) -> Sequence[str]:
    watcher = Watcher()
    await stage.habits()
    await stage.post("never frozen")
    await stage.go_on(watcher)
    return watcher.met


async def _frozen(stage: Stage, repeat: str, long: str, way: Sequence[str], step: int) -> None:
    freezer = Freezer(at=step)
    await stage.habits(repeat_publish=repeat)
    await stage.post(f"frozen {place(way, step)}, the other goes {long}, repeated: {repeat}")
    sleeper = await _put_to_sleep(stage, freezer)
    await stage.nobody_holds_anything()
    await GOING_ON[long](stage)
    freezer.thawed.set()
    await sleeper
    await stage.nobody_holds_anything()  # what it held when it found out is free after a while
    await stage.settle()


async def _one_turn(stage: Stage) -> None:
    await stage.round()


async def _until_under_way(stage: Stage) -> None:
    """The other one's call takes long to land; where it finds that none is needed it goes to the end."""
    stage.network.slow(LANDS_AFTER)
    while not stage.network.under_way and await stage.round():
        pass
    stage.network.forget()


GOING_ON = {ONE_TURN: _one_turn, TO_THE_END: Stage.settle, UNDER_WAY: _until_under_way}


async def _put_to_sleep(stage: Stage, freezer: Freezer) -> asyncio.Task[None]:
    """Let one worker go on until it is frozen."""
    while await stage.pass_time():
        turns = [partial(stage.turn, claim, freezer) for claim in await stage.machine.claim()]
        for work in [*turns, partial(stage.follow_up, freezer)]:
            doing = asyncio.create_task(work())
            asleep = asyncio.create_task(freezer.frozen.wait())
            await asyncio.wait({doing, asleep}, return_when=asyncio.FIRST_COMPLETED)
            if freezer.frozen.is_set():
                return doing
            asleep.cancel()
            await doing
    raise AssertionError("The worker was done before it could be frozen.")
