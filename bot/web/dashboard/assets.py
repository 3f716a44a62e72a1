"""Our own stylesheet and script: no build step, nothing from elsewhere, kept by browsers until they change."""

import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.web.dashboard.shell import read

AT = "/dashboard/files"
FILES = {"page.css": "text/css", "page.js": "text/javascript", "app.js": "text/javascript"}


@cache
def address_of(name: str) -> str:
    """With its fingerprint: a new version has another address."""
    return f"{AT}/{hashlib.sha256(read(name).encode()).hexdigest()[:12]}/{name}"


def asset_routes() -> list[BaseRoute]:
    async def fetch(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return Response(status_code=404)
        headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
        return Response(read(name), media_type=FILES[name], headers=headers)

    return [Route(f"{AT}/{{version}}/{{name}}", fetch)]
