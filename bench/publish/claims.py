"""Claims per second: our claim through our own engine, against the bare UPDATE on the same table in the same round."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import make_url

from bench.publish.bare import DRAINS, Drain
from bench.publish.stored import Store, original
from bench.publish.teams import NOBODY, settle_in
from bench.rounds import Arm, Measured, in_turns
from bench.service import KEYS
from bench.sheet import Line, at_least, ratio_line
from core.adapters.key_ring import parse_ring
from core.adapters.vault import KeyRingVault
from core.clock import SystemClock
from core.database import Database, open_engine
from core.posts.claim import claim_due
from core.posts.model import Priority

OURS = "ours"
BATCH = 100
GOAL = at_least(0.8)
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


@dataclass(frozen=True)
class Yard:
    """One migrated database with the post that all others are copied from."""

    name: str
    url: str
    db: Database
    store: Store
    original: UUID

    @property
    def drains(self) -> dict[str, Drain]:
        """The bare arms."""
        return DRAINS[make_url(self.url).get_backend_name()]

    async def close(self) -> None:
        self.store.close()
        await self.db.close()


async def open_yard(url: str) -> Yard:
    """Through the engine that production opens."""
    clock = SystemClock()
    db = Database(open_engine(url), clock)
    vault = KeyRingVault(parse_ring(KEYS, source="the benchmark"))
    async with db.transaction() as session:
        (team,) = await settle_in(session, vault, [NOBODY], clock.now())
    backend = make_url(url).get_backend_name()
    return Yard(NAMES[backend], url, db, Store(url), await original(db, team, clock.now()))


def make_due(yard: Yard, count: int) -> None:
    """Take away what was due before, and let `count` posts be due since a minute."""
    now = datetime.now(UTC)
    yard.store.forget_due(now)
    yard.store.fill(yard.original, count, now - timedelta(minutes=1), timedelta())
    yard.store.tidy()


async def drain(yard: Yard, batch: int = BATCH) -> int:
    """Claim until nothing is due any more, each batch committed; answers how many were claimed."""
    clock, total = SystemClock(), 0
    while True:
        claimed = await claim_due(yard.db, clock, batch)
        if not claimed:
            return total
        total += len(claimed)


async def claim_rates(yard: Yard, *, posts: int, rounds: int) -> Measured:
    """Claims per second of all arms; every arm claims the same number of fresh rows."""

    def arm(draining: Callable[[], Awaitable[int]]) -> Arm:
        async def rate() -> float:
            make_due(yard, posts)
            began = time.perf_counter()
            claimed = await draining()
            passed = time.perf_counter() - began
            if claimed != posts:
                raise AssertionError(f"{claimed} of {posts} due posts were claimed on {yard.name}.")
            return claimed / passed

        return rate

    await drain(yard)  # connect, and compile the statement
    bare = {name: arm(partial(draining, yard.url, Priority.USUAL, BATCH)) for name, draining in yard.drains.items()}
    return await in_turns({OURS: arm(lambda: drain(yard)), **bare}, rounds)


def claims_lines(yard: Yard, measured: Measured) -> list[Line]:
    """Against each raw driver; the first one is what the goal is about."""
    return [
        ratio_line(
            f"claims against the bare UPDATE through {driver}, {yard.name}",
            measured.ratio(OURS, driver),
            None if place else GOAL,
            f"{measured.middle(OURS):,.0f} against {measured.middle(driver):,.0f} a second, {BATCH} a batch, committed",
        )
        for place, driver in enumerate(yard.drains)
    ]
