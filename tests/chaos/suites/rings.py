"""Suite `rings`: rings come twice, late or never; queues lose everything; clocks claim at once."""

import asyncio
from collections.abc import Sequence

from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict

from core.posts.claim import Claim

CLOCKS = 3
CROWD = 4


async def rings(make: MakeMachine) -> Verdict:
    stage = await staged(make)
    for scenario in (_twice, _again_when_done, _an_old_one_after_a_new_one, _lost, _flushed, _many_clocks):
        await stage.habits()
        await scenario(stage)
        await stage.settle()
    return await stage.verdict()


async def _due(stage: Stage, story: str) -> Sequence[Claim]:
    """One post with its container made; the claim for what is left to do."""
    await stage.post(story)
    await stage.round()
    await stage.pass_time()
    return await stage.machine.claim()


async def _all(stage: Stage, claims: Sequence[Claim]) -> None:
    await asyncio.gather(*(asyncio.create_task(stage.turn(claim)) for claim in claims))


async def _twice(stage: Stage) -> None:
    """The queue delivers at least once: here to three workers at the same time."""
    (claim,) = await _due(stage, "rung three times at once")
    await _all(stage, [claim] * 3)


async def _again_when_done(stage: Stage) -> None:
    (claim,) = await _due(stage, "rung again when it was done")
    await stage.turn(claim)
    await stage.turn(claim)
    await stage.nobody_holds_anything()
    await stage.turn(claim)


async def _an_old_one_after_a_new_one(stage: Stage) -> None:
    """A ring that was thought lost comes after all, beside the one that was made in its place."""
    (old,) = await _due(stage, "an old ring after a new one")
    await stage.nobody_holds_anything()
    (new,) = await stage.machine.claim()
    await _all(stage, [old, new, old])


async def _lost(stage: Stage) -> None:
    for _ in range(3):
        if await _due(stage, "its ring was lost"):
            await stage.nobody_holds_anything()


async def _flushed(stage: Stage) -> None:
    """Everything that waited in the queue is gone."""
    for _ in range(CROWD):
        await stage.post("the queue was flushed")
    for _ in range(2):
        await stage.pass_time()
        claims = await stage.machine.claim()
        await _all(stage, claims[:1])
        await stage.nobody_holds_anything()


async def _many_clocks(stage: Stage) -> None:
    """Each claims what it can, and all rings are heard."""
    for _ in range(CROWD):
        await stage.post("several clocks at once")
    while await stage.pass_time():
        found = await asyncio.gather(*(stage.machine.claim() for _ in range(CLOCKS)))
        await _all(stage, [claim for claims in found for claim in claims])
        await stage.follow_up()
