"""The page at / where one can chat, press, fill modals, move the clock and break things.

Plain HTML, CSS and ES modules, served as they lie in static/. The policy header makes the browser itself refuse
whatever would leave this machine.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

LOOPBACK = "http://127.0.0.1:* http://localhost:*"
HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": (
        f"default-src 'self'; img-src 'self' data: blob: {LOOPBACK}; media-src 'self' data: blob: {LOOPBACK}; "
        f"frame-src {LOOPBACK}; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def page_routes() -> list[BaseRoute]:
    """GET / and everything the page is made of under /page/."""
    assets = dict(_walk(files(__package__) / "static", ""))

    async def index(_: Request) -> Response:
        return _serve(assets["index.html"])

    async def asset(request: Request) -> Response:
        found = assets.get(request.path_params["path"])
        if found is None:
            raise HTTPException(404, "The page has no such part.")
        return _serve(found)

    return [Route("/", index), Route("/page/{path:path}", asset)]


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    """Every file below folder with its path; only these are ever served, so no path can climb out."""
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        found += _walk(entry, f"{prefix}{entry.name}/") if entry.is_dir() else [(prefix + entry.name, entry)]
    return found


def _serve(asset: Traversable) -> Response:
    kind = CONTENT_TYPES[PurePosixPath(asset.name).suffix]
    return Response(asset.read_bytes(), headers=HEADERS | {"content-type": kind})
