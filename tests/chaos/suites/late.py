"""Suite `late`: what was asked for is done long after the asking, and is listed later still; captions repeat."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict


@dataclass(frozen=True)
class Late:
    """Seconds that each call takes to land, and how Instagram is."""

    lands: tuple[float | None, ...]
    settings: dict[str, Any] = field(default_factory=dict)
    goes_live: bool = True
    """Otherwise people may be asked."""


WITHIN_GRACE = {
    "after the first look": Late((8.0,)),
    "just before the grace is over": Late((19.0,)),
    "and listed later": Late((8.0,), {"listing_lag_seconds": 9, "status_lag_seconds": 9}),
    "never listed in time, its container tells": Late((8.0,), {"listing_lag_seconds": 300}),
}
"""With the grace of 20 seconds that the suites have: good even where a container can be published twice."""
BEYOND_GRACE = {
    "after the second call": Late((40.0,)),
    "while the second call is under way": Late((30.0, 25.0)),
    "both after we stopped looking": Late((90.0, 90.0), goes_live=False),
}
"""Good where a container is published at most once."""
SAME_WORDS = "Doors at eleven."


async def late(make: MakeMachine, repeats: Collection[str] = ("duplicate", "same_id", "error")) -> Verdict:
    stage = await staged(make)
    for repeat in repeats:
        cases = WITHIN_GRACE if repeat == "duplicate" else WITHIN_GRACE | BEYOND_GRACE
        for name, case in cases.items():
            await _lands(stage, f"lands {name}, repeated: {repeat}", case, repeat)
        await _same_words(stage, repeat)
    return await stage.verdict()


async def _lands(stage: Stage, story: str, case: Late, repeat: str, **wishes: Any) -> None:
    await stage.habits(repeat_publish=repeat, **case.settings)
    stage.network.slow(*case.lands)
    await stage.post(story, goes_live=case.goes_live, **wishes)
    await stage.settle()


async def _same_words(stage: Stage, repeat: str) -> None:
    """What said the same before is not what was asked for now."""
    for name, case in {"at once": Late((None,)), "late": Late((12.0,))}.items():
        await _lands(stage, f"the same words, {name}, repeated: {repeat}", case, repeat, caption=SAME_WORDS)
    await stage.habits(repeat_publish=repeat)
    await stage.machine.sandbox.fault("instagram", "media_publish", "outage")
    await stage.post(f"the same words, not done, repeated: {repeat}", caption=SAME_WORDS)
    await stage.settle()
