"""python -m chaos.soak: what `make soak` does. Everything at once, for as long as you like.

Posts fall due, others are drafted and painted, digests compiled, numbers read, while processes are killed and frozen,
PostgreSQL and Redis are restarted, Redis is flushed, and Instagram is away for a while. Then the judge looks at what
went live, and at the memory of those who lived through it.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import timedelta
from random import Random

import httpx
from chaos import machine
from chaos.judge import judge
from chaos.memory import Memory
from chaos.mixed import bring_work
from chaos.people import hesitate
from chaos.posts import House, Planned, schedule, settle_houses, spread
from chaos.processes.ground import Ground
from chaos.processes.herd import Herd
from chaos.processes.roles import CLOCK, STEADY, STEADY_CLOCK, WORKER, fuse_of
from chaos.report import judged
from chaos.stage import START, Order, Servers, World, database_on, ground_for, world_of
from chaos.troubles import Dose, Troubles
from chaos.verdict import Verdict
from redis import Redis
from sqlalchemy import func, select

from core.clock import SystemClock
from core.outbox import PUBLISH, TaskRow
from core.services import Services, open_services
from provision.errors import ProvisioningFailed
from provision.say import say
from provision.servers import keep

WRONG, FAILED_PROVISIONING = 1, 3
PER_SECOND = 3.0
WORK_EVERY_SECONDS = 1.5
WARM = 0.2
"""The share of a run in which everything is loaded; memory is looked at from then on."""
MOST_GROWTH = 1.25
"""Of memory, from the first quarter to the last."""
AWAY_FROM, AWAY_FOR = 0.4, 0.08
"""When Instagram is away, in shares of the run."""
KILLED = [(WORKER, number) for number in range(3)] + [(CLOCK, 0)]
SPARED = [(STEADY, 0), (STEADY_CLOCK, 0)]
"""They live through all of it, so that a leak can be seen; nobody kills them."""


async def soak(minutes: float, seed: int, servers: Servers) -> tuple[list[str], bool]:
    """The lines to print, and whether nothing was wrong."""
    order = Order(round(minutes * 60 * PER_SECOND), round(minutes * 6), max(1, round(minutes)), seed, PER_SECOND)
    Redis.from_url(servers.redis_url).flushdb()
    set_up = timedelta(seconds=machine.SET_UP_SECONDS + machine.SET_UP_SECONDS_A_POST * order.posts)
    async with database_on(servers) as database, ground_for(order, database, servers.redis_url, set_up) as ground:
        return await _run(order, ground, servers)


async def _run(order: Order, ground: Ground, servers: Servers) -> tuple[list[str], bool]:
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        herd = Herd(ground, [*KILLED, *SPARED], order.freeze_seconds, spare=(STEADY, STEADY_CLOCK))
        stack.push_async_callback(herd.stop)
        world = await stack.enter_async_context(world_of(ground))
        services = open_services(ground.settings(), clock=ground.clock(SystemClock()))
        stack.push_async_callback(services.close)
        houses, planned = await _plan(order, services, world)
        await services.clock.sleep_until(START)
        troubles = Troubles(herd, ground.database_url, ground.redis_url, servers.kept)
        warm = WARM * order.seconds
        memory = Memory(lambda: {f"{one.role} {one.number}": one.pid for one in herd.spared}, after_seconds=warm)
        done = await _live_through(order, ground, services, world, herd, houses, planned, troubles, memory)
        done += machine.counted(ground, troubles.done, await world.faults()) + await _left(services)
        await herd.stop()
        verdict = await judge(ground.database_url, world.url)
    return _told(order, done, verdict, memory, ground.rate, time.monotonic() - began), _is_clean(verdict, memory)


async def _plan(order: Order, services: Services, world: World) -> tuple[Sequence[House], Sequence[Planned]]:
    luck = Random(order.seed)  # noqa: S311 - keeps no secret
    houses = await settle_houses(services, await world.do("crowd", count=order.accounts))
    dues = spread(START + machine.FIRST_DUE_AFTER, timedelta(seconds=order.seconds) * order.rate, order.posts, luck)
    return houses, await schedule(services, houses, dues, luck)


async def _live_through(
    order: Order,
    ground: Ground,
    services: Services,
    world: World,
    herd: Herd,
    houses: Sequence[House],
    planned: Sequence[Planned],
    troubles: Troubles,
    memory: Memory,
) -> Counter[str]:
    fuse = fuse_of(ground)
    await world.trouble(order.seed)
    fuse.arm()
    await herd.start()
    luck = [Random(order.seed + number) for number in range(1, 4)]  # noqa: S311 - keeps no secret
    async with beside(memory.watch()), beside(bring_work(services, houses, WORK_EVERY_SECONDS, luck[0])) as work:
        people = asyncio.create_task(hesitate(services, planned, luck[1]))
        away = asyncio.create_task(_instagram_away(world, order.seconds))
        await troubles.strike(_dose(order), order.seconds + 2, luck[2])
        done = await people + await away
        await services.clock.sleep_until(planned[-1].due_at)
        fuse.arm(False)
        await machine.until_settled(services)
        await asyncio.sleep(machine.LANDS_WITHIN.total_seconds() / ground.rate + 0.5)
    return done + (work.result() or Counter())


def _dose(order: Order) -> Dose:
    minutes = order.seconds / 60
    return Dose(
        kills=order.kills,
        freezes=order.freezes,
        backends=round(minutes * 2),
        crashes=max(1, round(minutes / 3)),
        flushes=max(1, round(minutes)),
        cuts=max(1, round(minutes / 2)),
    )


async def _instagram_away(world: World, seconds: float) -> Counter[str]:
    """For a while nobody gets an answer."""
    await asyncio.sleep(seconds * AWAY_FROM)
    async with httpx.AsyncClient(base_url=world.url, timeout=60) as http:
        fault = {"platform": "instagram", "operation": "*", "kind": "outage", "times": 10_000_000, "details": {}}
        (await http.post("/control/faults", json=fault)).raise_for_status()
        await asyncio.sleep(seconds * AWAY_FOR)
        (await http.delete("/control/faults")).raise_for_status()
    return Counter({"outages of Instagram": 1})


@asynccontextmanager
async def beside(work: object) -> AsyncIterator["asyncio.Task[Counter[str] | None]"]:
    """Goes on while the body runs, and is cancelled then; its result is there afterwards."""
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]  # any coroutine
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _left(services: Services) -> Counter[str]:
    """Background work that was given up."""
    dead = select(func.count()).select_from(TaskRow).where(TaskRow.dead_at.is_not(None), TaskRow.queue != PUBLISH)
    async with services.db.reading() as session:
        return Counter({"given up": int((await session.execute(dead)).scalar_one())})


def _is_clean(verdict: Verdict, memory: Memory) -> bool:
    return verdict.clean and 0 < memory.growth <= MOST_GROWTH


def _told(
    order: Order, done: Mapping[str, int], verdict: Verdict, memory: Memory, rate: float, seconds: float
) -> list[str]:
    struck = ", ".join(f"{name} {times}" for name, times in sorted(done.items()))
    head = f"soak: posts {order.posts} in {order.seconds / 60:.1f} min, {struck}"
    return [
        f"{head}; {judged(verdict, rate)}; took {seconds:.0f} s",
        *memory.lines(),
        f"memory, last quarter to first: {memory.growth:.2f}",
        *map(str, verdict.findings[:12]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    try:
        kept = keep(["durable-postgres", "redis"])
    except ProvisioningFailed as failed:
        say(f"The soak did not start. {failed}")
        return FAILED_PROVISIONING
    with closing(kept):
        servers = Servers(kept.urls["durable-postgres"], kept.urls["redis"], kept)
        lines, clean = asyncio.run(soak(options.minutes, options.seed, servers))
    sys.stdout.write("\n".join(lines) + "\n")
    say("Nothing lost, doubled, stuck, untold; memory is flat." if clean else "WRONG: see above.")
    return 0 if clean else WRONG


if __name__ == "__main__":
    sys.exit(main())
