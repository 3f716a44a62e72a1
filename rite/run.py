"""Compose processes out of the same few parts: web, worker and clock, alone or all in one."""

import asyncio
import gc
import signal
import socket
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.front import Front
from core.adapters.workers import FINISH_WITHIN_SECONDS, THREADS_END_WITHIN_MS, Workers
from core.bodies import Body
from core.clock import Clock
from core.errors import SettingsProblem
from core.migrate import migrate
from core.operations.checks import Checkup
from core.operations.watch_clock import LOOK_EVERY_SECONDS, ClockWatch
from core.operations.watch_health import LOOK_EVERY_SECONDS as HEALTH_EVERY_SECONDS
from core.operations.watch_health import HealthWatch
from core.operations.work import NOTE_EVERY_SECONDS
from core.privacy.keep_up import LOOK_EVERY_SECONDS as TIDY_EVERY_SECONDS
from core.privacy.keep_up import Upkeep
from core.process import Process
from core.regularly import LAST_TIME_MAY_TAKE_SECONDS, let_end, regularly
from core.services import Services, open_services
from core.settings import Settings
from core.shared_clock import kept
from core.telemetry.measures import WRITE_EVERY_SECONDS
from jobs.clock import ClockProcess
from jobs.worker import bodies_of
from rite.alone import alone
from rite.backup import LOOK_EVERY_SECONDS as BACK_UP_EVERY_SECONDS
from rite.backup import DailyBackups
from rite.golive.panel import local_routes
from rite.metrics_port import metrics_served
from rite.reachable import check_reachable
from rite.together import check_together
from rite.traces import traced
from rite.watchdog import watched

log = structlog.get_logger(__name__)

BACKLOG = 2048
LAST_REQUESTS_MAY_TAKE_SECONDS = 5
MOST_REGULARS = 6
"""So many things does a web process or a clock regularly; at the end they are waited for one after the other."""
ENDS_WITHIN_SECONDS = (
    MOST_REGULARS * LAST_TIME_MAY_TAKE_SECONDS
    + THREADS_END_WITHIN_MS / 1000
    + FINISH_WITHIN_SECONDS
    + LAST_REQUESTS_MAY_TAKE_SECONDS
)
"""From SIGTERM to the end when nothing answers any more; usually it takes a second. Supervisors kill no sooner."""


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    web: bool = True,
    worker: bool = True,
    clock: bool = True,
    own_clock: Clock | None = None,
    process: Process | None = None,
    trusted_pages: Collection[str] = (),
    own_routes: Callable[[Services], Sequence[BaseRoute]] = lambda _: (),
    queues: Collection[str] = (),
) -> AsyncIterator[Services]:
    """Everything asked for, started in order and stopped in reverse; yields once all of it runs.

    trusted_pages: as `open_services` takes them. own_routes: what the web serves besides. queues: those a worker hears;
    all unless given.
    """
    check_together(settings, web=web, worker=worker, clock=clock)
    bodies: dict[str, Body] = bodies_of(queues) if worker else {}
    async with AsyncExitStack() as stack:
        listening = stack.enter_context(take_port(settings.host, settings.port)) if web else None
        process = process or _process(web, worker, clock)
        if not web:
            stack.enter_context(metrics_served(settings.host, settings.metrics_port))
        services = open_services(settings, clock=own_clock, process=process, trusted_pages=trusted_pages)
        stack.push_async_callback(services.close)
        stack.enter_context(traced(settings, services.work, process.value))
        await check_reachable(services)
        if not await services.queue_answers():
            log.warning("redis does not answer", meanwhile="workers look at the rows by themselves")
        await stack.enter_async_context(kept(services.clock))
        await stack.enter_async_context(alone(services))
        stack.push_async_callback(services.measures.write)  # what was counted last
        await stack.enter_async_context(regularly(services.measures.write, WRITE_EVERY_SECONDS, "measures"))
        if web:
            front = Front(services, own_routes(services))
            bodies |= front.bodies
        if listening is not None:
            await stack.enter_async_context(_serving(front, listening, settings.trusted_proxies))
        if bodies:
            workers = Workers(services.broker, services, bodies)
            await workers.start()
            stack.push_async_callback(workers.stop)
        await stack.enter_async_context(regularly(services.work.note, NOTE_EVERY_SECONDS, "work tally"))
        health = HealthWatch(services, Checkup(services))
        await stack.enter_async_context(regularly(health.look, HEALTH_EVERY_SECONDS, "health watch"))
        if web or worker:
            await stack.enter_async_context(regularly(ClockWatch(services).look, LOOK_EVERY_SECONDS, "clock watch"))
        if clock:
            if settings.backup_dir is not None:
                backups = DailyBackups(services, settings.backup_dir)
                await stack.enter_async_context(regularly(backups.look, BACK_UP_EVERY_SECONDS, "backup"))
            await stack.enter_async_context(regularly(Upkeep(services).look, TIDY_EVERY_SECONDS, "upkeep"))
            await stack.enter_async_context(_ticking(ClockProcess(services, services.bell)))
        yield services


def _process(web: bool, worker: bool, clock: bool) -> Process:
    if web and worker and clock:
        return Process.UP
    return Process.WORKER if worker else Process.WEB if web else Process.CLOCK


def take_port(host: str, port: int) -> socket.socket:
    """The web's socket, taken before anything else is touched: somebody else there is the commonest trouble."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SettingsProblem(f"Port {port} on {host} can't be used; is something else there?") from error


def web_config(web: Starlette, trusted_proxies: str) -> uvicorn.Config:
    """How the web is served; only a trusted proxy may say whom it asks for."""
    return uvicorn.Config(
        web,
        log_config=None,
        lifespan="off",
        access_log=False,
        timeout_graceful_shutdown=LAST_REQUESTS_MAY_TAKE_SECONDS,
        server_header=False,  # nobody need know what we are made of
        forwarded_allow_ips=trusted_proxies,
    )


@asynccontextmanager
async def _serving(front: Front, listening: socket.socket, trusted_proxies: str) -> AsyncIterator[None]:
    server = Server(web_config(front.web, trusted_proxies))
    task = asyncio.create_task(server.serve([listening]), name="web")
    while not server.started:
        if task.done():
            raise SettingsProblem("The web server did not start; the log says why.")
        await asyncio.sleep(0.01)
    try:
        await front.start()
        yield
    finally:
        await front.stop()
        server.should_exit = True
        await task


@asynccontextmanager
async def _ticking(process: ClockProcess) -> AsyncIterator[None]:
    task = asyncio.create_task(process.run(), name="clock")
    try:
        yield
    finally:
        process.stop()
        await let_end(task, LAST_REQUESTS_MAY_TAKE_SECONDS)


class Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: the process decides when to stop, and in which order."""

    def install_signal_handlers(self) -> None: ...

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]  # a context manager that captures nothing
        return nullcontext()


async def run_until_stopped(
    settings: Settings, *, web: bool, worker: bool, clock: bool, queues: Collection[str] = ()
) -> None:
    """What `rite up`, `web`, `worker` and `clock` do: migrate when alone, run, stop cleanly on SIGINT and SIGTERM."""
    stop = stop_signal()
    if web and worker and clock:
        await migrate(settings.database_url)
    with watched():
        page = local_routes if web and worker and clock else lambda _: ()
        async with running(settings, web=web, worker=worker, clock=clock, own_routes=page, queues=queues):
            gc.freeze()  # what the start made stays; to look through it every now and then stops all else for 0.15 s
            log.info("running", web=web, worker=worker, clock=clock, address=settings.public_url if web else None)
            await stop.wait()
            log.info("stopping")


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
