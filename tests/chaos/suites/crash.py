"""Suite `crash`: a worker is killed at every step of its way, whatever came of its call to publish."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from chaos.suites.mishaps import Killer, Watcher, gaps, place
from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict
from stages.steps import Died


@dataclass(frozen=True)
class Outcome:
    """What comes of the one call to publish."""

    fault: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    lands_after: float | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    done: bool = True
    """Whether the first call alone makes the post live."""


OUTCOMES = {
    "fine": Outcome(),
    "refused": Outcome("9007", done=False),
    "cut before": Outcome("timeout_before", {"seconds": 0.01}, done=False),
    "cut after doing": Outcome("apply_then_drop"),
    "500 after doing": Outcome("apply_then_500"),
    "called spam after doing": Outcome("apply_then_4_2207051"),
    "lands later": Outcome(lands_after=12.0),
    "told late": Outcome("apply_then_drop", settings={"status_lag_seconds": 15, "listing_lag_seconds": 15}),
}
REPEATS = ("duplicate", "same_id", "error")
FROM_HERE = "before publish"
"""Up to here the outcome of the call makes no difference."""


async def crash(
    make: MakeMachine, outcomes: Collection[str] = tuple(OUTCOMES), repeats: Collection[str] = REPEATS[:1]
) -> Verdict:
    """One post for each outcome and each step."""
    stage = await staged(make)
    for repeat in repeats:
        for outcome in outcomes:
            way = await unharmed(stage, outcome, repeat)
            for step in gaps(way, "" if outcome == "fine" else FROM_HERE):
                await killed(stage, outcome, repeat, way, step)
    return await stage.verdict()


async def unharmed(stage: Stage, outcome: str, repeat: str) -> Sequence[str]:
    """The whole way of a post, when nobody dies."""
    watcher = Watcher()
    await _prepared(stage, outcome, repeat)
    await stage.post(f"{outcome}, repeated: {repeat}")
    await stage.go_on(watcher)
    await stage.settle()
    return watcher.met


async def killed(stage: Stage, outcome: str, repeat: str, way: Sequence[str], step: int) -> None:
    """The same with one death; others go on with what is left behind."""
    killer = Killer(at=step)
    await _prepared(stage, outcome, repeat)
    # Dead before it is known what came of the call, it is called again at most once: then people are asked.
    await stage.post(f"{outcome}, repeated: {repeat}, killed {place(way, step)}", goes_live=OUTCOMES[outcome].done)
    while not killer.dead:
        try:
            if not await stage.round(killer):
                raise AssertionError(f"Nobody came to {place(way, step)}.")
        except Died:
            await stage.nobody_holds_anything()
    await stage.settle()


async def _prepared(stage: Stage, outcome: str, repeat: str) -> None:
    told = OUTCOMES[outcome]
    await stage.habits(repeat_publish=repeat, **told.settings)
    if told.fault:
        await stage.machine.sandbox.fault("instagram", "media_publish", told.fault, **told.details)
    if told.lands_after is not None:
        stage.network.slow(told.lands_after)
