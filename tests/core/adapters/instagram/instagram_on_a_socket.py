"""The Instagram look-alike and our media on a real socket, and our adapters in front of them."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from core.adapters.instagram import (
    FacebookLogin,
    InstagramClient,
    InstagramInsights,
    InstagramLogin,
    InstagramPublisher,
    open_http,
)
from core.adapters.key_ring import Key, KeyRing
from core.adapters.media_store.addresses import SignedAddresses
from core.adapters.media_store.disk import DiskShelf
from core.adapters.media_store.store import SignedMediaStore
from core.adapters.vault import KeyRingVault
from core.clock import SystemClock
from core.errors import NotAllowed
from core.ports.access import Access
from core.ports.publisher import ContainerKind, Content
from sandbox.instagram import Instagram
from sandbox.world import Config, Fault, World

CALLBACK = "http://rite.test/instagram/callback"
CAPTION = "Tonight 🕺 #techno"


@asynccontextmanager
async def served(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a socket that is bound already."""
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await running


def media_route(store: SignedMediaStore) -> Route:
    """What the web process does: serve a picture to whoever shows a good address."""

    async def serve(request: Request) -> Response:
        key, query = request.path_params["key"], request.query_params
        try:
            store.check(key, query.get("expires", ""), query.get("signature", ""), SystemClock().now())
        except NotAllowed:
            return Response(status_code=403)
        return Response(await store.get(key), media_type="image/jpeg")

    return Route("/media/{key}", serve)


@dataclass
class Stage:
    """Everything a test needs to publish for real, as far as a sandbox is real."""

    world: World
    base: str
    client: InstagramClient
    media: SignedMediaStore
    publisher: InstagramPublisher
    insights: InstagramInsights
    login: InstagramLogin
    facebook: FacebookLogin
    browser: httpx.AsyncClient

    async def consent(
        self, *usernames: str, login: InstagramLogin | FacebookLogin | None = None, granted: Sequence[str] = ()
    ) -> str:
        """Press Allow on the consent page, as a person would; gives the code. No rights named: all stay ticked."""
        url = httpx.URL((login or self.login).authorize_url("state-1"))
        ticked = {"account": usernames or "warehouse.nights", "granted": list(granted)}
        answer = await self.browser.post(
            str(url.copy_with(query=None)), data={**url.params, "decision": "allow", **ticked}
        )
        back = httpx.URL(answer.headers["location"])
        assert back.params["state"] == "state-1"
        return str(back.params["code"])

    async def access(self) -> Access:
        (who,) = await self.login.sign_in(await self.consent())
        return Access(who.instagram_id, who.token.secret)

    async def content(self, *, story: bool = False, size: tuple[int, int] = (1080, 1350)) -> Content:
        """A picture in our store, at the address we would give to Instagram."""
        key = await self.media.put(jpeg(size))
        return Content(
            kind=ContainerKind.STORY_IMAGE if story else ContainerKind.IMAGE,
            media_url=self.media.public_url(key),
            caption=CAPTION,
            alt_text="A red door",
        )

    async def ripe_container(self, access: Access, *, story: bool = False) -> str:
        container = await self.publisher.create_container(access, await self.content(story=story))
        self.wait(seconds=4)
        return container

    def wait(self, **length: float) -> None:
        """Move the sandbox's clock on."""
        self.world.clock.move_to(self.world.clock.now() + timedelta(**length))

    def fault(self, operation: str, kind: str, **details: Any) -> None:
        """Let the next call of an operation go wrong."""
        self.world.faults.append(Fault("instagram", operation, kind, 1, details))

    async def published(self) -> list[dict[str, Any]]:
        """What is really live, whatever anybody was told."""
        media: list[dict[str, Any]] = (await self.browser.get(f"{self.base}/control/published")).json()
        return media


def jpeg(size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(out, "JPEG")
    return out.getvalue()


@asynccontextmanager
async def on_stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage for one test, its pictures in `folder`."""
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    world, http = World(Config(base_url=base)), open_http()
    store = _store(folder, base, http)
    instagram = Instagram(world)
    routes = [
        media_route(store),
        Mount("/control", routes=instagram.control_routes),
        Mount("/instagram", routes=instagram.routes),
    ]
    async with served(Starlette(routes=routes), listener), world.http, http:
        await instagram.start()
        client = InstagramClient(
            http,
            graph_url=f"{base}/instagram/graph",
            api_url=f"{base}/instagram/api",
            facebook_url=f"{base}/instagram/facebook",
        )
        publisher, insights = InstagramPublisher(client), InstagramInsights(client)
        login, facebook = _logins(client, base, world.config)
        try:
            yield Stage(world, base, client, store, publisher, insights, login, facebook, http)
        finally:
            await instagram.stop()


def _store(folder: Path, host: str, http: httpx.AsyncClient) -> SignedMediaStore:
    vault = KeyRingVault(KeyRing((Key("k1", b"k" * 32),)))
    return SignedMediaStore(DiskShelf(folder), SignedAddresses(vault, host), SystemClock(), http)


def _logins(client: InstagramClient, base: str, config: Config) -> tuple[InstagramLogin, FacebookLogin]:
    app = {"app_id": config.instagram_app_id, "app_secret": config.instagram_app_secret, "redirect_uri": CALLBACK}
    return (
        InstagramLogin(client, authorize_url=f"{base}/instagram/oauth/authorize", **app),
        FacebookLogin(client, authorize_url=f"{base}/instagram/facebook/v25.0/dialog/oauth", **app),
    )
