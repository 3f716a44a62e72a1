"""The real page on a loopback port, over a state the test writes."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from films import film
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.page import page_routes
from tests.sandbox.page_state import first_state


class PreparedSandbox:
    """Serves the real page over a state the test writes; remembers every call the page makes."""

    def __init__(self) -> None:
        self.state = first_state()
        self.desk: dict[str, Any] = {}
        self.calls: list[tuple[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self._changed = asyncio.Event()
        self._heard = asyncio.Event()
        picture = io.BytesIO()
        Image.new("RGB", (320, 400), "#3b1040").save(picture, "PNG")
        self.picture = picture.getvalue()
        self.app = Starlette(
            routes=[
                Route("/control/state", self._state),
                Route("/control/stream", self._stream),
                Route("/control/desk", self._desk),
                Route("/control/{path:path}", self._control, methods=["POST", "DELETE"]),
                Route("/picture.png", self._picture),
                Route("/film.mp4", self._film),
                *page_routes(),
            ]
        )

    def change(self) -> None:
        self.state["version"] += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def called(self, path: str, *, times: int = 1) -> Any:
        """The body of the newest call of a control route, once it has been made so many times."""
        async with asyncio.timeout(10):
            while len(found := [body for name, body in self.calls if name == path]) < times:
                await self._heard.wait()
        return found[-1]

    async def _state(self, _: Request) -> Response:
        return JSONResponse(self.state)

    async def _desk(self, _: Request) -> Response:
        return JSONResponse(self.desk)

    async def _stream(self, _: Request) -> Response:
        async def changes() -> AsyncIterator[str]:
            while True:
                yield f"event: changed\ndata: {self.state['version']}\n\n"
                await self._changed.wait()

        return StreamingResponse(changes(), media_type="text/event-stream")

    async def _control(self, request: Request) -> Response:
        path, body = request.path_params["path"], await request.body()
        self.calls.append((path, json.loads(body) if body else None))
        self._heard.set()
        self._heard = asyncio.Event()
        answer = self.answers.get(path, {})
        return JSONResponse(answer, status_code=400 if "error" in answer else 200)

    async def _film(self, _: Request) -> Response:
        return Response(film(), media_type="video/mp4")

    async def _picture(self, _: Request) -> Response:
        return Response(self.picture, media_type="image/png")


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """The app on a free loopback port; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await running
