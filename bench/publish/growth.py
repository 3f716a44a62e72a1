"""What a claim costs with much and with little scheduled: cost should follow what is due, not what is stored."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.publish.claims import BATCH, Yard, make_due
from bench.rounds import Arm, Measured, in_turns
from bench.sheet import Line, at_most, ratio_line
from core.clock import SystemClock
from core.posts.claim import claim_due

FAR = timedelta(days=30)
DUE = 1_000
LOOKS = 50
GOAL = at_most(1.2)


def schedule_far(yard: Yard, count: int) -> None:
    """Posts that are not due for a long time."""
    yard.store.fill(yard.original, count, datetime.now(UTC) + FAR)
    yard.store.tidy()


async def claim_costs(little: Yard, much: Yard, *, rounds: int, due: int = DUE) -> Measured:
    """Seconds a claimed batch, the median of a round's batches, in a small and in a big database in turns."""

    def arm(yard: Yard) -> Arm:
        async def cost() -> float:
            make_due(yard, due)
            return median([await _claim_takes(yard) for _ in range(due // BATCH)])

        return cost

    return await in_turns({"little": arm(little), "much": arm(much)}, rounds)


async def look_costs(little: Yard, much: Yard, *, rounds: int) -> Measured:
    """Seconds a look takes when nothing is due."""

    def arm(yard: Yard) -> Arm:
        async def cost() -> float:
            yard.store.forget_due(datetime.now(UTC))
            yard.store.tidy()
            return median([await _claim_takes(yard) for _ in range(LOOKS)])

        return cost

    return await in_turns({"little": arm(little), "much": arm(much)}, rounds)


async def _claim_takes(yard: Yard) -> float:
    began = time.perf_counter()
    await claim_due(yard.db, SystemClock(), BATCH)
    return time.perf_counter() - began


def growth_lines(yard: Yard, sizes: tuple[int, int], claims: Measured, looks: Measured) -> list[Line]:
    little, much = sizes
    between = f"with {much:,} posts scheduled against {little:,}, {yard.name}"
    return [
        ratio_line(f"a claim {between}", claims.ratio("much", "little"), GOAL, _milliseconds(claims, "a batch")),
        ratio_line(f"an empty look {between}", looks.ratio("much", "little"), GOAL, _milliseconds(looks, "a look")),
    ]


def _milliseconds(measured: Measured, what: str) -> str:
    return f"{measured.middle('much') * 1000:.2f} against {measured.middle('little') * 1000:.2f} ms {what}"
