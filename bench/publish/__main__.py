"""python -m bench.publish [--posts N] [--only STEP ...]: print the table of publishing's figures as Markdown."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.databases import on_postgres, on_sqlite
from bench.machine import machine
from bench.printed import printed
from bench.publish import burst, claims, growth, hold, idle, live
from bench.publish.approved import Picture, store_picture
from bench.publish.claims import Yard, open_yard
from bench.publish.teams import Team, rest_from_duties, settle_in
from bench.service import Stage, staged
from bench.sheet import Line, sheet
from core.database import Database
from core.services import open_services
from provision.say import say
from provision.servers import Kept, keep

LIVE_POSTS = 20


@dataclass(frozen=True)
class Run:
    """One run: its servers, its folder and how much of everything."""

    kept: Kept
    folder: Path
    posts: int
    stored: int
    claimed: int
    held: int
    rounds: int
    workers: int

    @property
    def postgres(self) -> str:
        return self.kept.urls["durable-postgres"]

    @property
    def redis(self) -> str:
        return self.kept.urls["redis"]


@dataclass(frozen=True)
class Scene:
    """A sandbox with a crowd of accounts, and a fresh database that knows them."""

    stage: Stage
    db: Database
    teams: Sequence[Team]
    picture: Picture


async def claims_step(run: Run) -> list[Line]:
    lines = []
    for url in (await on_postgres(run.postgres, "claims"), await on_sqlite(run.folder, "claims")):
        async with _yard(url) as yard:
            measured = await claims.claim_rates(yard, posts=run.claimed, rounds=run.rounds)
            lines += claims.claims_lines(yard, measured)
    return lines


async def growth_step(run: Run) -> list[Line]:
    sizes = (min(1_000, run.stored), run.stored)
    pairs = [
        [await on_postgres(run.postgres, name) for name in ("little", "much")],
        [await on_sqlite(run.folder, name) for name in ("little", "much")],
    ]
    lines = []
    for small, big in pairs:
        async with _yard(small) as little, _yard(big) as much:
            for yard, size in zip((little, much), sizes, strict=True):
                growth.schedule_far(yard, size)
            costs = await growth.claim_costs(little, much, rounds=run.rounds)
            looks = await growth.look_costs(little, much, rounds=run.rounds)
            lines += growth.growth_lines(little, sizes, costs, looks)
    return lines


async def hold_step(run: Run) -> list[Line]:
    lines = []
    for url in (await on_postgres(run.postgres, "hold"), await on_sqlite(run.folder, "hold")):
        async with _yard(url) as yard:
            measured = await hold.hold_times(yard, posts=run.held, rounds=run.rounds)
            lines += hold.hold_lines(yard, measured, run.held)
    return lines


async def idle_step(run: Run) -> list[Line]:
    plan = idle.jobs()
    async with _scene(run, "idle", teams=1) as scene:
        found = await idle.ours(scene.stage, scene.db, scene.teams[0], scene.picture, plan)
    return idle.idle_lines(found, await asyncio.to_thread(idle.peers, run.redis, plan))


async def live_step(run: Run) -> list[Line]:
    async with _scene(run, "live", teams=LIVE_POSTS) as scene:
        return live.live_lines(*await live.lateness(scene.stage, scene.db, scene.teams, scene.picture))


async def burst_step(run: Run) -> list[Line]:
    peers = await asyncio.to_thread(burst.noop_rates, run.redis, run.posts, rounds=run.rounds)
    async with _scene(run, "burst", teams=run.posts) as scene:
        found = await burst.burst(
            scene.stage,
            scene.db,
            scene.teams,
            scene.picture,
            run.posts,
            workers=run.workers,
            watched={"PostgreSQL and Redis": run.kept.keeper.pid},
        )
    return burst.burst_lines(found, peers)


STEPS: dict[str, Callable[[Run], Awaitable[list[Line]]]] = {
    "hold": hold_step,
    "claims": claims_step,
    "growth": growth_step,
    "idle": idle_step,
    "live": live_step,
    "burst": burst_step,
}


@asynccontextmanager
async def _yard(url: str) -> AsyncIterator[Yard]:
    yard = await open_yard(url)
    try:
        yield yard
    finally:
        await yard.close()


@asynccontextmanager
async def _scene(run: Run, name: str, *, teams: int) -> AsyncIterator[Scene]:
    url, folder = await on_postgres(run.postgres, name), run.folder / name
    folder.mkdir()
    async with AsyncExitStack() as stack:
        stage = stack.enter_context(staged(url, run.redis, folder))
        services = open_services(stage.settings)
        stack.push_async_callback(services.close)
        async with services.db.transaction() as session:
            settled = await settle_in(session, services.vault, stage.world.crowd(teams), datetime.now(UTC))
            await rest_from_duties(session, datetime.now(UTC))
        yield Scene(stage, services.db, settled, await store_picture(services.media))


async def measure(run: Run, steps: Sequence[str]) -> list[Line]:
    """The lines of the table, step by step."""
    lines: list[Line] = []
    for name in steps:
        say(f"Measuring: {name}.")
        lines += await STEPS[name](run)
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-publish", description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000, help="due within one minute, end to end")
    parser.add_argument("--stored", type=int, default=1_000_000, help="scheduled posts a claim must not notice")
    parser.add_argument("--claimed", type=int, default=10_000, help="due posts an arm claims in a round")
    parser.add_argument("--held", type=int, default=500, help="queued posts of the campaign that is held")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1, help="worker processes of the end-to-end run")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), metavar="STEP")
    wish = parser.parse_args(arguments)

    def measured(folder: Path) -> str:
        with closing(keep(["durable-postgres", "redis"])) as kept:
            run = Run(kept, folder, wish.posts, wish.stored, wish.claimed, wish.held, wish.rounds, wish.workers)
            lines = asyncio.run(measure(run, wish.only))
        return f"{sheet(lines)}\n\n{machine()}"

    return printed(measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
