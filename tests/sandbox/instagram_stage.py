"""A stage for the Instagram look-alike: the app itself, a media host it fetches from, a service it calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import httpx
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from sandbox.instagram import Instagram
from sandbox.world import Config, Fault, World

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
WAREHOUSE, HALLE = "17841400000000001", "17841400000000002"
CALLBACK = "http://service.test/instagram/callback"


@cache
def jpeg(width: int = 1080, height: int = 1350, *, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture of that size."""
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 60)).save(out, kind, **options)
    return out.getvalue()


@dataclass
class MediaHost:
    """Serves files by name and remembers who asked."""

    files: dict[str, Response] = field(default_factory=dict)
    agents: list[str] = field(default_factory=list)

    async def serve(self, request: Request) -> Response:
        self.agents.append(request.headers.get("user-agent", ""))
        return self.files.get(request.path_params["name"], PlainTextResponse("no such file", 404))


@dataclass
class Service:
    """Stands where Rite would: keeps what Instagram sends, answers what a test wants."""

    received: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, Response] = field(default_factory=dict)
    challenge_word: str = "sandbox-verify-token"

    async def hear(self, request: Request) -> Response:
        if request.method == "GET" and "hub.challenge" in request.query_params:
            right = request.query_params["hub.verify_token"] == self.challenge_word
            return PlainTextResponse(request.query_params["hub.challenge"] if right else "", 200 if right else 403)
        self.received.append((request.url.path, await request.body(), dict(request.headers)))
        return self.answers.get(request.url.path, PlainTextResponse("ok"))


class Stage:
    """One sandbox's Instagram with a client in front of it and everything it talks to behind it."""

    def __init__(self) -> None:
        self.host, self.service = MediaHost(), Service()
        self.world = World(Config(base_url="http://sandbox.test", service_url="http://service.test"), START)
        self.instagram = Instagram(self.world)
        self.ledger = self.instagram.ledger
        app = Starlette(
            routes=[
                Mount("/control/instagram", routes=self.instagram.control_routes),
                Mount("/instagram", routes=self.instagram.routes),
            ]
        )
        self.app = app
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sandbox.test")
        self.token = ""

    async def open(self) -> None:
        """Put the outside world in place and log warehouse.nights in."""
        await self.world.http.aclose()
        media = Starlette(routes=[Route("/{name}", self.host.serve)])
        service = Starlette(routes=[Route("/{path:path}", self.service.hear, methods=["GET", "POST"])])
        self.world.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(media), mounts={"all://service.test": httpx.ASGITransport(service)}
        )
        await self.instagram.start()
        self.token = (await self.control("grant", username="warehouse.nights"))["access_token"]

    async def close(self) -> None:
        await self.instagram.stop()
        await self.http.aclose()
        await self.world.http.aclose()

    def picture(self, name: str = "flyer.jpg", content: bytes | None = None, kind: str = "image/jpeg") -> str:
        """Serve a picture (a good one unless given) and answer its URL."""
        self.host.files[name] = Response(jpeg() if content is None else content, media_type=kind)
        return f"http://media.test/{name}"

    def wait(self, **length: float) -> None:
        """Move the sandbox's clock on."""
        self.world.clock.move_to(self.world.clock.now() + timedelta(**length))

    def fault(self, operation: str, kind: str, times: int = 1, **details: Any) -> None:
        """Let the next calls of an operation go wrong."""
        self.world.faults.append(Fault("instagram", operation, kind, times, details))

    async def control(self, act: str, **wish: Any) -> Any:
        """Do something at the control panel; it must work."""
        answer = await self.http.post(f"/control/instagram/{act}", json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def published(self) -> list[dict[str, Any]]:
        """The ledger of what was published."""
        media: list[dict[str, Any]] = (await self.http.get("/control/instagram/published")).json()
        return media

    async def call(self, method: str, path: str, token: str | None = None, **params: Any) -> httpx.Response:
        """A Graph call, parameters in the query or the JSON body."""
        where = {"json": params} if method == "POST" else {"params": params}
        headers = {"authorization": f"Bearer {self.token if token is None else token}"}
        return await self.http.request(method, f"/instagram/graph/v25.0/{path}", headers=headers, **where)  # type: ignore[arg-type] # one of two plain dicts

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.call("GET", path, **params)

    async def post(self, path: str, **params: Any) -> httpx.Response:
        return await self.call("POST", path, **params)

    async def container(self, **params: Any) -> str:
        """Create a container (of a picture unless told otherwise); answers its id."""
        if not {"image_url", "video_url", "children"} & set(params):
            params["image_url"] = self.picture()
        answer = await self.post(f"{WAREHOUSE}/media", **params)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def publish(self, container: str) -> httpx.Response:
        return await self.post(f"{WAREHOUSE}/media_publish", creation_id=container)

    async def post_picture(self, **params: Any) -> str:
        """Take a picture all the way into the feed; answers the media id."""
        container = await self.container(**params)
        self.wait(seconds=4)
        answer = await self.publish(container)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def status(self, container: str) -> str:
        """The container's status_code as the API reads it."""
        return str((await self.get(container, fields="status_code")).json()["status_code"])


@asynccontextmanager
async def opened() -> AsyncIterator[Stage]:
    """A stage for one test."""
    stage = Stage()
    await stage.open()
    try:
        yield stage
    finally:
        await stage.close()


def code_of(answer: httpx.Response) -> tuple[int, int, int | None]:
    """HTTP status, code and subcode of a refusal."""
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return answer.status_code, error["code"], error.get("error_subcode")
