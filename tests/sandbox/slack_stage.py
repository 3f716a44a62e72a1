"""What the tests of the Slack look-alike share: the sandbox over ASGI, a service that listens, real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sandbox.app import build
from sandbox.slack import Slack
from sandbox.world import Config, Fault

TOKEN = Config().slack_bot_token
START = datetime(2026, 11, 14, 10, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64

Json = dict[str, Any]


@dataclass
class Received:
    """One delivery: the event's envelope, the interaction's payload, or the command's fields."""

    body: Json
    headers: dict[str, str]
    raw: bytes


@dataclass
class Inbox:
    """A service that notes every delivery and answers as it is told."""

    received: list[Received] = field(default_factory=list)
    answer: Callable[[Json], Response] = lambda _: Response()
    slowness: float = 0.0

    async def take(self, request: Request) -> Response:
        raw = await request.body()
        body: Json
        if "json" in request.headers["content-type"]:
            body = json.loads(raw)
        else:
            form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
            body = json.loads(form["payload"]) if "payload" in form else form
        self.received.append(Received(body, dict(request.headers), raw))
        await asyncio.sleep(self.slowness)
        return self.answer(body)

    @property
    def events(self) -> list[Json]:
        return [one.body["event"] for one in self.received if one.body.get("type") == "event_callback"]

    @property
    def last(self) -> Json:
        """The latest delivery."""
        return self.received[-1].body

    @property
    def asked(self) -> Json:
        """The latest command or interaction, whatever events arrived after it."""
        return next(one.body for one in reversed(self.received) if "event" not in one.body)


class Stage:
    """The sandbox without sockets: calls go through ASGI, deliveries too."""

    def __init__(self) -> None:
        self.app = build(Config(base_url="http://sandbox", service_url="http://service"), START)
        self.inbox = Inbox()
        self.slack: Slack = self.app.state.platforms["slack"]
        self.slack.timing.processing_seconds = 0.0
        self.slack.timing.retry_seconds = (0.0, 0.0, 0.0)
        self.world = self.app.state.world
        service = Starlette(routes=[Route("/slack/events", self.inbox.take, methods=["POST"])])
        self.world.http = httpx.AsyncClient(transport=httpx.ASGITransport(service))
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://sandbox")

    async def close(self) -> None:
        await self.slack.stop()
        await self.world.http.aclose()
        await self.http.aclose()

    async def call(self, method: str, token: str = TOKEN, **arguments: Any) -> Json:
        """One Web API call with JSON arguments; the answer, ok or not."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = await self.http.post(f"/slack/api/{method}", json=arguments, headers=headers)
        answer: Json = response.json()
        return answer

    async def good(self, method: str, **arguments: Any) -> Json:
        answer = await self.call(method, **arguments)
        assert answer["ok"], answer
        return answer

    async def hand(self, name: str, **wish: Any) -> Json:
        """What a person does; asserts that it was possible."""
        response = await self.http.post(f"/control/slack/{name}", json=wish)
        answer: Json = response.json()
        assert response.status_code == 200, answer
        return answer

    async def mistake(self, name: str, **wish: Any) -> tuple[int, str]:
        """What a person cannot do: the status and the explanation."""
        response = await self.http.post(f"/control/slack/{name}", json=wish)
        return response.status_code, response.json()["error"]

    async def settle(self) -> None:
        await self.slack.hall.chores.settle()

    async def trigger(self, user: str = "ada") -> str:
        """A fresh trigger_id from a slash command."""
        await self.hand("command", user=user, channel="#events", command="/rite", text="new")
        return str(self.inbox.asked["trigger_id"])

    async def upload(self, content: bytes = PNG, name: str = "flyer.png", **more: Any) -> str:
        """All three steps of an upload; the file's id."""
        place = await self.good("files.getUploadURLExternal", filename=name, length=len(content))
        await self.http.post(place["upload_url"], content=content)
        await self.good("files.completeUploadExternal", files=[{"id": place["file_id"], "title": name}], **more)
        return str(place["file_id"])

    def messages(self, channel: str = "C0EVENTS01") -> list[Json]:
        found: list[Json] = self.slack.view()["messages"][channel]
        return found

    def fault(self, operation: str, kind: str, **details: Any) -> None:
        self.world.faults.append(Fault("slack", operation, kind, details=details))


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    one = Stage()
    try:
        yield one
    finally:
        await one.close()


@asynccontextmanager
async def served(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """Serve on a loopback port; yields the base address."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done(), "the server did not start"
        await asyncio.sleep(0.01)
    chosen = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{chosen}"
    finally:
        server.should_exit = True
        await task


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def asks(label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("A question"), "blocks": list(blocks) or [section("Hello")]}
    if any(block["type"] == "input" for block in blocks):
        view["submit"] = plain("Send")
    return view | more


def answers(body: Json) -> Callable[[Json], Response]:
    return lambda _: JSONResponse(body)
