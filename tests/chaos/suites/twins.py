"""Suite `twins`: two posts of one account with the same words, due at the same minute, one after the other in turn."""

from collections.abc import Collection
from datetime import timedelta

from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict

FINE = "missing_slide"  # a picture has none to lose
DONE, NOT_DONE = "apply_then_drop", "outage"
PAIRS = ((DONE, NOT_DONE), (NOT_DONE, DONE), (DONE, DONE), (FINE, DONE), (NOT_DONE, FINE))
"""What comes of the first call to publish, and of the second; whoever makes them."""
DELAYS = ((12.0, None), (None, 12.0), (12.0, 6.0))
BOTH_ARE_DUE = timedelta(seconds=2)


async def twins(make: MakeMachine, pairs: Collection[tuple[str, str]] = PAIRS) -> Verdict:
    """Every pair of fates and of delays, with the elder looked after first and the other way round."""
    stage = await staged(make)
    for backwards in (False, True):
        for pair in pairs:
            await stage.habits()
            for fate in pair:
                await stage.machine.sandbox.fault("instagram", "media_publish", fate)
            await _together(stage, " and ".join(pair), backwards, goes_live=NOT_DONE not in pair)
        for delays in DELAYS:
            await stage.habits()
            stage.network.slow(*delays)
            await _together(stage, f"landing after {delays} seconds", backwards)
    return await stage.verdict()


async def _together(stage: Stage, story: str, backwards: bool, *, goes_live: bool = True) -> None:
    words = f"Twins, pair {len(stage.stories)}."
    told = f"{story}{', the younger first' if backwards else ''}"
    both = [await stage.post(told, caption=words, goes_live=goes_live) for _ in range(2)]
    while await stage.pass_time():
        await stage.move_to(stage.machine.clock.now() + BOTH_ARE_DUE)
        claims = await stage.machine.claim()
        for claim in sorted(claims, key=lambda claim: both.index(claim.post_id), reverse=backwards):
            await stage.turn(claim)
        await stage.follow_up()
    await stage.settle()
