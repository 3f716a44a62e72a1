"""The page at / where one can chat, press, fill modals, move the clock and break things."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route


def page_routes() -> list[BaseRoute]:
    async def index(_: Request) -> Response:
        return HTMLResponse("<h1>Sandbox</h1>")

    return [Route("/", index)]
