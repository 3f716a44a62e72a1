"""The sandbox as the tests drive it: over HTTP, like anybody else."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import uvicorn

from sandbox.app import build
from sandbox.world import Config, World

PATIENCE_SECONDS = 60.0
"""Only a test that fails waits so long; a machine that is busy with other things may need much of it."""
Json = dict[str, Any]


class Sandbox:
    """A served sandbox and its control API."""

    def __init__(self, world: World, url: str, platforms: Mapping[str, Any]) -> None:
        self.world, self.url, self.platforms = world, url, platforms
        self.http: httpx.AsyncClient
        """Opened anew in each test's loop by `reset`, closed by `leave`."""

    async def reset(self, now: datetime, service_url: str) -> None:
        """A first day at `now`, for a service that listens there."""
        # Without certificates: to read them takes longer than most tests of the machine, and the address is our own.
        self.http = httpx.AsyncClient(base_url=f"{self.url}/control", timeout=60, verify=False)  # noqa: S501 - as said
        self.world.config = replace(self.world.config, service_url=service_url)
        await self.do("reset", now=now.isoformat())

    async def leave(self) -> None:
        """Every call and every answer of the test was as Telegram's documentation says; no webhook outlives it."""
        telegram = self.platforms["telegram"].state
        if telegram.webhook.url:
            await self.http.post(f"{self.url}/telegram/bot{self.world.config.telegram_bot_token}/deleteWebhook")
        await self.http.aclose()
        assert telegram.complaints == []

    async def do(self, path: str, **wish: Any) -> Json:
        """Do something on a platform; a mistake of the test is an assertion error with the sandbox's words."""
        answer = await self.http.post(f"/{path}", json=wish)
        assert answer.status_code < 400, f"{path}: {answer.status_code} {answer.text}"
        result: Json = answer.json()
        return result

    async def state(self, *, wire: bool = False) -> Json:
        """wire: with the requests that went to and fro, which cost more than all the rest."""
        found: Json = (await self.http.get("/state", params={"wire": "yes" if wire else "no"})).json()
        return found

    async def move_to(self, when: datetime) -> None:
        """Sandbox and service move their clocks together."""
        await self.do("clock", now=when.isoformat())

    async def published(self) -> list[Json]:
        """Everything that is or was live on Instagram, oldest first."""
        found: list[Json] = (await self.http.get("/instagram/published")).json()
        return found

    async def books(self) -> Json:
        """What time it is there, and what went live in few words."""
        found: Json = (await self.http.get("/instagram/books")).json()
        return found

    async def fault(self, platform: str, operation: str, kind: str, times: int = 1, **details: Any) -> None:
        await self.do("faults", platform=platform, operation=operation, kind=kind, times=times, details=details)

    async def until(
        self,
        looks: Callable[[Json], Any],
        what: str,
        *,
        patience: float = PATIENCE_SECONDS,
        shown: Callable[[Json], str] = lambda _: "",
    ) -> Any:
        """Wait until the state shows something; fails telling what was waited for."""
        deadline = time.monotonic() + patience
        while True:
            version = self.world.version
            state = await self.state()
            found = looks(state)
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"{what} did not come about\n{shown(state)}")
            await self._change_since(version)

    async def _change_since(self, version: int) -> None:
        """Until something has changed: the whole state is dear. Now and then it is looked at all the same."""
        look_again = time.monotonic() + 0.5
        while self.world.version == version and time.monotonic() < look_again:  # noqa: ASYNC110 - another thread's
            await asyncio.sleep(0.02)


@contextmanager
def sandbox_served(port: int) -> Iterator[Sandbox]:
    """Serve in a thread with a loop of its own, so that it lives through all tests of the process."""
    url = f"http://127.0.0.1:{port}"
    ready = threading.Event()
    box: dict[str, Any] = {}

    async def serve() -> None:
        app = build(Config(base_url=url))
        server = uvicorn.Server(
            uvicorn.Config(
                app, port=port, log_level="error", timeout_graceful_shutdown=1, access_log=False, date_header=False
            )
        )
        server.install_signal_handlers = lambda: None  # type: ignore[method-assign]  # a thread may not have any
        box.update(world=app.state.world, platforms=app.state.platforms, server=server)
        app.state.platforms["slack"].timing.trigger_seconds = PATIENCE_SECONDS  # bench-chat measures how quick we are
        task = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        ready.set()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="sandbox", daemon=True)
    thread.start()
    assert ready.wait(30), "the sandbox did not start"
    yield Sandbox(box["world"], url, box["platforms"])
    box["server"].should_exit = True
    thread.join(10)
