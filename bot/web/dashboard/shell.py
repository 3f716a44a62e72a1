"""What all pages stand in: one template around them, headers that trust nothing from elsewhere, files of our own."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.language import mark, reader, tr
from bot.web.dashboard.entrances import Entrance

PAGES = {
    "": mark("Events"),
    "/calendar": mark("Calendar"),
    "/approvals": mark("Approvals"),
    "/numbers": mark("Numbers"),
    "/report": mark("Report"),
    "/designs": mark("Designs"),
    "/settings": mark("Settings"),
}
LABELS = {
    "dashboard": mark("Dashboard"),
    "pages": mark("Pages"),
    "skip": mark("Skip to the content"),
    "leave": mark("Sign out"),
    "open": mark("Open the dashboard"),
    "opening": mark("One moment …"),
    "new_event": mark("New event"),
    "rate": mark("Rate it"),
    "account": mark("Account"),
    "event": mark("Event"),
    "everything": mark("Everything"),
    "show": mark("Show"),
    "drag": mark("Drag a post to another day, or open it and press Reschedule."),
    "days": mark("Days"),
    "by_event": mark("By event"),
    "post": mark("Post"),
    "posts": mark("Posts"),
    "went_out": mark("Went out"),
    "reached": mark("People reached"),
    "views": mark("Views"),
    "interactions": mark("Interactions"),
    "likes": mark("Likes"),
}
"""What templates say that no card says."""


@dataclass(frozen=True)
class Said:
    """What a press did, or why it did nothing."""

    text: str
    status: int = 200

    @property
    def wrong(self) -> bool:
        return self.status >= 400


def draw(name: str, entrance: Entrance, *, status: int = 200, **values: object) -> HTMLResponse:
    """A template with its values; everything in it is escaped."""
    values |= {"at": entrance.at, "in_app": entrance.in_app, "language": reader(), "labels": labels()}
    html = _templates().get_template(name).render(**values)
    return HTMLResponse(html, status_code=status, headers=entrance.headers)


def answered(request: Request, response: HTMLResponse) -> Response:
    """The same page again is not sent again: open pages ask every few seconds whether something is new."""
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    response.headers["etag"] = tag
    if request.method == "GET" and request.headers.get("if-none-match") == tag:
        kept = {name: value for name, value in response.headers.items() if not name.startswith("content-length")}
        return Response(status_code=304, headers=kept)
    return response


def own_path(url: str) -> str:
    """A signed address of ours as this very site's, whatever name it is reached by."""
    split = urlsplit(url)
    return f"{split.path}?{split.query}"


@cache
def _templates() -> Environment:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(read))


@cache
def read(name: str) -> str:
    """One of our own files."""
    return files("bot.web.dashboard").joinpath("pages", name).read_text(encoding="utf-8")


def labels() -> dict[str, str]:
    """In the language of whoever reads."""
    return {name: tr(text) for name, text in LABELS.items()}


def pages(entrance: Entrance) -> list[tuple[str, str]]:
    """(address, name) of every page."""
    return [(f"{entrance.at}{path}", tr(name)) for path, name in PAGES.items()]
