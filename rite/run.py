"""Compose processes out of the same few parts: web, worker and clock, alone or all in one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
import uvicorn

from bot.front import Front
from core.adapters.queue import Workers
from core.bodies import Body
from core.clock import Clock
from core.errors import SettingsProblem
from core.migrate import migrate
from core.services import Services, open_services
from core.settings import Settings
from jobs.clock import ClockProcess
from jobs.worker import BODIES

log = structlog.get_logger(__name__)

WORKER_THREADS = 16
CHAT_THREADS = 8


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    web: bool = True,
    worker: bool = True,
    clock: bool = True,
    own_clock: Clock | None = None,
) -> AsyncIterator[Services]:
    """Everything asked for, started in order and stopped in reverse; yields once all of it runs."""
    if settings.redis_url is None and not (web and worker and clock):
        raise SettingsProblem("Without RITE_REDIS_URL everything runs in one process: use `rite up`.")
    services = open_services(settings, clock=own_clock)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(services.close)
        bodies: dict[str, Body] = {}
        if web:
            front = Front(services)
            bodies |= front.bodies
        if worker:
            bodies |= BODIES
        if bodies:
            workers = Workers(services.broker, services, bodies, threads=WORKER_THREADS if worker else CHAT_THREADS)
            await workers.start()
            stack.push_async_callback(workers.stop)
        if web:
            await stack.enter_async_context(_serving(front, settings))
        if clock:
            await stack.enter_async_context(_ticking(ClockProcess(services, services.bell)))
        yield services


@asynccontextmanager
async def _serving(front: Front, settings: Settings) -> AsyncIterator[None]:
    config = uvicorn.Config(
        front.web, host=settings.host, port=settings.port, log_config=None, lifespan="off", access_log=False
    )
    server = Server(config)
    task = asyncio.create_task(server.serve(), name="web")
    while not server.started:
        if task.done():
            raise SettingsProblem(f"Port {settings.port} on {settings.host} can't be used; is something else there?")
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
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: the process decides when to stop, and in which order."""

    def install_signal_handlers(self) -> None: ...

    def capture_signals(self):  # type: ignore[no-untyped-def]  # a context manager that captures nothing
        from contextlib import nullcontext

        return nullcontext()


async def run_until_stopped(settings: Settings, *, web: bool, worker: bool, clock: bool) -> None:
    """What `rite up`, `web`, `worker` and `clock` do: migrate when alone, run, stop cleanly on SIGINT and SIGTERM."""
    if settings.on_sqlite:
        await migrate(settings.database_url)
    stop = stop_signal()
    async with running(settings, web=web, worker=worker, clock=clock):
        log.info("running", web=web, worker=worker, clock=clock, address=settings.public_url if web else None)
        await stop.wait()
        log.info("stopping")


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    import signal

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
