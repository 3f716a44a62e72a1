"""Suite `outbox`: a worker is killed around how a post ends: what it ends as and what people hear are one thing."""

from collections.abc import Collection, Sequence

from chaos.suites.endings import ENDINGS
from chaos.suites.mishaps import Killer, Watcher, gaps, place
from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict
from stages.steps import Died

LAST = 3
"""So many places before the end are tried."""


async def outbox(make: MakeMachine, endings: Collection[str] = tuple(ENDINGS)) -> Verdict:
    """Each ending with a death at each of the last places on its way, and at the very end."""
    stage = await staged(make)
    for ending in endings:
        way = await _unharmed(stage, ending)
        for step in [*list(gaps(way))[-LAST:], len(way) - 1]:
            await _killed(stage, ending, way, step)
    return await stage.verdict()


async def _unharmed(stage: Stage, ending: str) -> Sequence[str]:
    watcher = Watcher()
    await stage.habits()
    await ENDINGS[ending](stage)
    await stage.go_on(watcher)
    return watcher.met


async def _killed(stage: Stage, ending: str, way: Sequence[str], step: int) -> None:
    killer = Killer(at=step)
    await stage.habits()
    post_id = await ENDINGS[ending](stage)
    stage.stories[str(post_id)] += f", killed {place(way, step)}"
    while not killer.dead:
        try:
            if not await stage.round(killer):
                break
        except Died:
            await stage.nobody_holds_anything()
    await stage.settle()
