"""The arms in which Rite itself runs: many processes on PostgreSQL and Redis, or all of it in one on SQLite."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from random import Random
from uuid import UUID

from chaos.judge import judge
from chaos.people import hesitate
from chaos.posts import Planned, schedule, settle_houses, spread
from chaos.processes.diary import entries, longest_pick_up
from chaos.processes.ground import Ground
from chaos.processes.herd import Herd
from chaos.processes.roles import ALONE, CLOCK, WORKER, diary_of, fuse_of
from chaos.report import Outcome
from chaos.stage import START, Order, Servers, World, database_on, ground_for, world_of
from chaos.troubles import Dose, Troubles
from chaos.verdict import Finding
from redis import Redis
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from core.clock import SystemClock
from core.migrate import migrate
from core.outbox import PUBLISH, TaskRow
from core.posts.model import Post, PostStatus, PublishCall
from core.services import Services, open_services
from core.tenancy import ACROSS_WORKSPACES

CLOCKS = 2
SET_UP_SECONDS, SET_UP_SECONDS_A_POST = 3.0, 0.003
FIRST_DUE_AFTER = timedelta(minutes=3)
SETTLES_WITHIN_SECONDS = 300.0
LANDS_WITHIN = timedelta(seconds=260)
"""After that nothing is on its way at Instagram any more."""
WAITING = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)
SHOWN = 3


async def on_servers(order: Order, servers: Servers) -> Outcome:
    """Workers and clocks as processes of their own."""
    Redis.from_url(servers.redis_url).flushdb()
    members = [(WORKER, number) for number in range(order.workers)] + [(CLOCK, number) for number in range(CLOCKS)]
    crashes = round(order.seconds / 150) if servers.kept else 0
    dose = Dose(
        kills=round(order.kills * 0.55),
        freezes=round(order.freezes * 0.55),
        backends=round(order.kills * 0.15),
        crashes=crashes,
        flushes=max(1, round(order.seconds / 60)),
        cuts=max(1, round(order.seconds / 120)),
    )
    async with database_on(servers) as database, _ground(order, database, servers.redis_url) as ground:
        return await _run("design", order, ground, members, dose, servers)


async def in_one_process(order: Order) -> Outcome:
    """All of it in one process on SQLite, without Redis."""
    async with _ground(order, "", None) as ground:
        dose = Dose(kills=round(order.kills * 0.55), freezes=round(order.freezes * 0.55))
        await migrate(ground.database_url)
        return await _run("sqlite", order, ground, [(ALONE, 0)], dose, None)


@asynccontextmanager
async def _ground(order: Order, database: str, redis: str | None) -> AsyncIterator[Ground]:
    set_up = timedelta(seconds=SET_UP_SECONDS + SET_UP_SECONDS_A_POST * order.posts)
    async with ground_for(order, database, redis, set_up) as ground:
        yield ground


async def _run(
    arm: str, order: Order, ground: Ground, members: Sequence[tuple[str, int]], dose: Dose, servers: Servers | None
) -> Outcome:
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        herd = Herd(ground, members, order.freeze_seconds)
        stack.push_async_callback(herd.stop)
        world = await stack.enter_async_context(world_of(ground))
        services = open_services(ground.settings(), clock=ground.clock(SystemClock()))
        stack.push_async_callback(services.close)
        luck = Random(order.seed)  # noqa: S311 - keeps no secret
        planned = await _plan(order, services, world, luck)
        await services.clock.sleep_until(START)
        troubles = Troubles(herd, ground.database_url, ground.redis_url, servers.kept if servers else None)
        people = await _live_through(order, ground, services, world, herd, planned, troubles, dose)
        await herd.stop()
        verdict = await judge(ground.database_url, world.url)
        done = counted(ground, troubles.done, await world.faults()) + people
        return Outcome(
            arm,
            order.posts,
            verdict.doubled,
            verdict.lost,
            done,
            time.monotonic() - began,
            verdict,
            longest_pick_up(entries(diary_of(ground))),
            ground.rate,
            [f"seed {order.seed}: {line}" for line in await _stories(services, verdict.findings)],
        )


async def _plan(order: Order, services: Services, world: World, luck: Random) -> Sequence[Planned]:
    crowd = await world.do("crowd", count=order.accounts)
    houses = await settle_houses(services, crowd)
    dues = spread(START + FIRST_DUE_AFTER, timedelta(seconds=order.seconds) * order.rate, order.posts, luck)
    return await schedule(services, houses, dues, luck)


async def _live_through(
    order: Order,
    ground: Ground,
    services: Services,
    world: World,
    herd: Herd,
    planned: Sequence[Planned],
    troubles: Troubles,
    dose: Dose,
) -> Counter[str]:
    """From the first due moment until every post has ended and Instagram is at rest."""
    fuse = fuse_of(ground)
    await world.trouble(order.seed)
    fuse.arm()
    await herd.start()
    carrying = asyncio.create_task(_carry(services))
    people = asyncio.create_task(hesitate(services, planned, Random(order.seed + 1)))  # noqa: S311 - keeps no secret
    await troubles.strike(dose, order.seconds + 2, Random(order.seed + 2))  # noqa: S311 - as above
    done = await people
    await services.clock.sleep_until(planned[-1].due_at)
    fuse.arm(False)
    await until_settled(services)
    await asyncio.sleep(LANDS_WITHIN.total_seconds() / ground.rate + 0.5)
    carrying.cancel()
    await asyncio.gather(carrying, return_exceptions=True)
    return done


async def _carry(services: Services) -> None:
    """Stands for the chats and for whoever reads numbers: their tasks are done as they come. Notices stay as rows."""
    while True:
        await asyncio.sleep(1)
        with suppress(DBAPIError):  # the database is away
            async with services.db.transaction() as session:
                await session.execute(delete(TaskRow).where(TaskRow.queue != PUBLISH))


async def until_settled(services: Services) -> None:
    """Until every post has ended and nothing waits, or for as long as anybody would wait."""
    deadline = time.monotonic() + SETTLES_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with suppress(DBAPIError):
            if not await _waiting(services):
                return
        await asyncio.sleep(0.5)


async def _waiting(services: Services) -> int:
    """Posts that have not ended and tasks that nobody has done."""
    posts = (
        select(func.count()).select_from(Post).where(Post.status.in_(WAITING)).execution_options(**ACROSS_WORKSPACES)
    )
    work = select(func.count()).select_from(TaskRow).where(TaskRow.dead_at.is_(None), TaskRow.queue == PUBLISH)
    async with services.db.reading() as session:
        return int((await session.execute(posts)).scalar_one()) + int((await session.execute(work)).scalar_one())


def counted(ground: Ground, done: Counter[str], faults: int) -> Counter[str]:
    """Kills and freezes as the diary has them: from outside and at failpoints."""
    noted = Counter(entry.what for entry in entries(diary_of(ground)))
    outside = {name: times for name, times in done.items() if name not in ("kills", "freezes")}
    return Counter({"kills": noted["kill"], "freezes": noted["freeze"], "faults": faults, **outside})


async def _stories(services: Services, findings: Sequence[Finding]) -> list[str]:
    """What was asked of Instagram for the first posts with something wrong."""
    lines: list[str] = []
    for finding in [found for found in findings if found.post_id != "nobody's"][:SHOWN]:
        query = (
            select(PublishCall)
            .where(PublishCall.post_id == UUID(finding.post_id))
            .order_by(PublishCall.at)
            .execution_options(**ACROSS_WORKSPACES)
        )
        async with services.db.reading() as session:
            calls = list((await session.execute(query)).scalars())
        lines += [str(finding), *(f"  {call.at:%H:%M:%S} {call.step} {call.outcome}" for call in calls)]
    return lines
