"""A Telegram look-alike to test against: in memory, or on a port of this machine when a real client must reach it."""

import asyncio
import base64
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from sandbox.telegram import Telegram
from sandbox.telegram.chats import GROUP_ID
from sandbox.world import Config, World

ADA, BEN = 100001, 100002
GROUP = GROUP_ID
START = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)


class Stand:
    """One look-alike with a client in front of it."""

    def __init__(self, world: World, telegram: Telegram, client: httpx.AsyncClient) -> None:
        self.world = world
        self.telegram = telegram
        self.client = client
        self.base = str(client.base_url).rstrip("/")
        self.token = world.config.telegram_bot_token

    async def ask(self, method: str, /, files: Any = None, **arguments: Any) -> dict[str, Any]:
        """Call a method and give the whole answer."""
        path = f"/telegram/bot{self.token}/{method}"
        if files:
            response = await self.client.post(path, data=arguments, files=files)
        else:
            response = await self.client.post(path, json=arguments)
        answer: dict[str, Any] = response.json()
        assert answer["ok"] is (response.status_code == 200)
        return answer

    async def call(self, method: str, /, files: Any = None, **arguments: Any) -> Any:
        """Call a method that must succeed and give its result."""
        answer = await self.ask(method, files=files, **arguments)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, /, files: Any = None, **arguments: Any) -> str:
        """Call a method that must fail and give its description."""
        answer = await self.ask(method, files=files, **arguments)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def person(self, act: str, /, **wish: Any) -> dict[str, Any]:
        """Let somebody do something that works."""
        response = await self.client.post(f"/control/telegram/{act}", json=wish)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def impossible(self, act: str, /, **wish: Any) -> int:
        """Let somebody try what does not work and give the status."""
        return (await self.client.post(f"/control/telegram/{act}", json=wish)).status_code

    async def greet(self, *users: str) -> None:
        """People start the bot; what it hears of that is taken away."""
        for user in users or ("ada",):
            await self.person("say", user=user, text="/start")
        await self.heard()

    async def heard(self) -> list[dict[str, Any]]:
        """The updates that wait, taken off the queue."""
        updates: list[dict[str, Any]] = await self.call("getUpdates")
        if updates:
            await self.call("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

    def shown(self, chat: int = ADA) -> list[dict[str, Any]]:
        """The messages of a chat as a page gets them."""
        messages: list[dict[str, Any]] = self.telegram.view()["messages"][str(chat)]
        return messages


@asynccontextmanager
async def in_memory(service_url: str = "http://127.0.0.1:1") -> AsyncIterator[Stand]:
    """A look-alike without a port."""
    async with _built(service_url) as (world, telegram, app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox", timeout=10.0) as client:
            yield Stand(world, telegram, client)


@asynccontextmanager
async def on_a_port(service_url: str = "http://127.0.0.1:1") -> AsyncIterator[Stand]:
    """A look-alike that real clients can reach under client.base_url."""
    async with (
        _built(service_url) as (world, telegram, app),
        served(app) as base,
        httpx.AsyncClient(base_url=base, timeout=10.0) as client,
    ):
        yield Stand(world, telegram, client)


@asynccontextmanager
async def _built(service_url: str) -> AsyncIterator[tuple[World, Telegram, Starlette]]:
    world = World(Config(service_url=service_url), START)
    telegram = Telegram(world)
    mounts = [
        Mount("/telegram", routes=telegram.routes),
        Mount("/control/telegram", routes=telegram.control_routes),
    ]
    try:
        yield world, telegram, Starlette(routes=mounts)
        wrong = [one for one in telegram.state.complaints if one.startswith(("answer to", "update"))]
        assert wrong == [], "the look-alike says something that Telegram would not"
    finally:
        await telegram.stop()
        await world.http.aclose()


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on a free port; gives its base URL."""
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running


async def until(holds: Callable[[], Any]) -> Any:
    """Wait for something to become true and give it; ten seconds are the end of all patience."""
    async with asyncio.timeout(10):
        while not (value := holds()):  # noqa: ASYNC110 - what is waited for happens in a library or on a wire
            await asyncio.sleep(0.01)
    return value


def picture(width: int = 1080, height: int = 1350, kind: str = "JPEG") -> bytes:
    """A plain picture of a size in pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    return out.getvalue()


def as_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def buttons(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    """An inline keyboard of (text, callback data)."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}
