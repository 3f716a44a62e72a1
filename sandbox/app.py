"""The one web application of the sandbox: platforms, services that count, a ticket shop, their control, the page."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.again import Sent
from sandbox.control import control_routes
from sandbox.counting import Amplitude, Mixpanel
from sandbox.instagram import Instagram
from sandbox.openai import OpenAI
from sandbox.page import page_routes
from sandbox.real_tokens import NoRealTokens
from sandbox.slack import Slack
from sandbox.story import Story
from sandbox.story.watch import Watched, note_consent
from sandbox.telegram import Telegram
from sandbox.tickets import ticket_routes
from sandbox.world import Config, Platform, World

MOST_KEPT = 8000
"""Bytes of a body."""


def build(config: Config | None = None, start: datetime | None = None) -> Starlette:
    """Build a fresh sandbox; app.state.world and app.state.platforms hold its parts."""
    world = World(config, start)
    platforms: dict[str, Platform] = {
        "slack": Slack(world),
        "telegram": Telegram(world),
        "instagram": Instagram(world),
        "openai": OpenAI(world),
        "mixpanel": Mixpanel(world),
        "amplitude": Amplitude(world),
    }

    def views() -> dict[str, Any]:
        return {"people": world.view()["people"]} | {name: platform.view() for name, platform in platforms.items()}

    story = Story(views, lambda: world.clock.now())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        for platform in platforms.values():
            await platform.start()
        yield
        for platform in platforms.values():
            await platform.stop()
        await world.http.aclose()

    routes: list[BaseRoute] = []
    for name, platform in platforms.items():
        watched = Watched(Starlette(routes=platform.control_routes), story, f"{name}/")
        routes.append(Mount(f"/control/{name}", app=watched))
        routes.append(Mount(f"/{name}", app=Recorded(Starlette(routes=platform.routes), world, name, story)))
    routes.append(Mount("/tickets", app=Recorded(Starlette(routes=ticket_routes(world)), world, "tickets", story)))
    watched = Watched(Starlette(routes=control_routes(world, platforms, story)), story, "")
    routes += [Mount("/control", app=watched), *page_routes()]
    app = Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(NoRealTokens)])
    app.state.world = world
    app.state.platforms = platforms
    return app


class Recorded:
    """Write every exchange with a look-alike onto the wire record, bodies cut to a readable length."""

    def __init__(self, app: ASGIApp, world: World, name: str, story: Story) -> None:
        self.app, self.world, self.name, self.story = app, world, name, story

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        asked, answered, status = bytearray(), bytearray(), 0

        async def hear() -> Message:
            message = await receive()
            if message["type"] == "http.request" and len(asked) < MOST_KEPT:
                asked.extend(message.get("body", b"")[:MOST_KEPT])
            return message

        async def say(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body" and len(answered) < MOST_KEPT:
                answered.extend(message.get("body", b"")[:MOST_KEPT])
            await send(message)

        try:
            await self.app(scope, hear, say)
        finally:
            request = Request(scope)
            browsing = "sec-fetch-dest" in request.headers  # a person's browser, not the service
            if browsing and request.method == "POST":
                note_consent(self.story, request.url.path, bytes(asked))
            quiet = browsing or (request.url.path.endswith("/getUpdates") and b'"result":[]' in answered)
            if not quiet:
                query = f"?{request.url.query}" if request.url.query else ""
                whole = len(asked) < MOST_KEPT
                sent = (
                    Sent("", request.method, str(request.url), dict(request.headers), bytes(asked)) if whole else None
                )
                self.world.record(
                    f"service -> {self.name}",
                    request.method,
                    request.url.path.removeprefix(f"/{self.name}") + query,
                    status,
                    began,
                    asked.decode("utf-8", "replace"),
                    answered.decode("utf-8", "replace"),
                    sent,
                )
