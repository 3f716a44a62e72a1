"""The page /go-live, for this machine alone: Test asks a platform once, Keep writes .env, nothing is shown back."""

import ipaddress
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from jinja2 import Environment, Template
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from core.services import Services
from core.settings import Settings
from rite.golive.caller import is_ours
from rite.golive.env_file import read, write
from rite.golive.platforms import AT, ROWS, Blank, Row
from rite.golive.probes import PROBES
from rite.golive.real import lacking
from rite.slack_manifest import without_address

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host")
FOR_THIS_MACHINE = "This page is for whoever runs Rite, on the machine it runs on, and for nobody else."
MOST_BYTES = 16_384
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Said:
    """What a press came to; no word of it was pasted."""

    key: str
    words: str
    well: bool | None = None

    @property
    def kind(self) -> str:
        return {True: "well", False: "ill", None: ""}[self.well]

    @property
    def mark(self) -> str:
        return {True: "Good.", False: "Not yet.", None: "So far."}[self.well]


def panel_routes(
    file: Path, http: httpx.AsyncClient, *, real: Collection[str] = (), demo: bool = True, at: Settings | None = None
) -> list[BaseRoute]:
    """file: the .env that is written. real: platforms in use here. at: the addresses that are asked."""
    panel = _Panel(file, http, frozenset(real), at or addresses(), "simulated here" if demo else "not set up")
    return [Route(AT, panel.show, methods=["GET"]), Route(f"{AT}/{{key}}", panel.press, methods=["POST"])]


def local_routes(services: Services) -> Sequence[BaseRoute]:
    """The page of `rite up` on this machine alone; none where the world can come in."""
    settings = services.settings
    if settings.host not in LOCAL_NAMES or settings.public_url.startswith("https://"):
        return ()
    real = [key for key in ROWS if not lacking(key, settings)]
    return panel_routes(Path(".env"), services.http, real=real, demo=False)


def addresses() -> Settings:
    """The settings nobody has set: where the platforms really are."""
    return Settings.model_construct(**{name: field.default for name, field in Settings.model_fields.items()})


class _Panel:
    def __init__(self, file: Path, http: httpx.AsyncClient, real: frozenset[str], at: Settings, otherwise: str) -> None:
        self._file, self._http, self._real, self._at, self._otherwise = file, http, real, at, otherwise
        self._proof = secrets.token_urlsafe(32)

    async def show(self, request: Request) -> Response:
        return self._draw() if _is_local(request, self._file) else _refusal()

    async def press(self, request: Request) -> Response:
        if not _is_local(request, self._file) or not _is_from_here(request):
            return _refusal()
        if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
            return PlainTextResponse("That is too long.", status_code=413)
        row = ROWS.get(request.path_params["key"])
        if row is None:
            return PlainTextResponse("There is no such platform.", status_code=404)
        form = await request.form()
        if not secrets.compare_digest(str(form.get("proof", "")).encode(), self._proof.encode()):
            return self._draw(Said(row.key, "This page is from an earlier start. Press once more.", well=False))
        pasted = _pasted(row, form)
        if wrong := misfit(row, pasted):
            return self._draw(Said(row.key, f"{wrong.label} is not it: {wrong.looks}.", well=False))
        return self._draw(self._keep(row, pasted) if form.get("press") == "keep" else await self._test(row, pasted))

    async def _test(self, row: Row, pasted: Mapping[str, str]) -> Said:
        names = {blank.name for blank in row.blanks}
        kept = {name: value for name, value in read(self._file).items() if name in names}
        values = pasted or kept  # never a mixture: what is kept must not go to an address that is only tried
        if lacking := [blank.label for blank in row.blanks if blank.asked and not values.get(blank.name)]:
            return Said(row.key, f"Paste it first: {', '.join(lacking)}.", well=False)
        finding = await PROBES[row.key](self._http, self._at, values)
        return Said(row.key, finding.what, well=None if finding.optional else finding.well)

    def _keep(self, row: Row, pasted: Mapping[str, str]) -> Said:
        values = {name: value for name, value in pasted.items() if row.blank(name).kept}
        if not values:
            return Said(row.key, "Nothing was pasted, so nothing was kept.", well=False)
        try:
            write(self._file, values)
        except (OSError, ValueError) as error:
            why = "the file can't be written" if isinstance(error, OSError) else str(error)
            return Said(row.key, f"Nothing was kept: {why}", well=False)
        return Said(row.key, f"Kept: {', '.join(values)}. They count from the next start on.", well=True)

    def _draw(self, said: Said | None = None) -> Response:
        kept = read(self._file).keys()
        needed = {key: {blank.name for blank in row.blanks if blank.needed} for key, row in ROWS.items()}
        html = _template().render(
            rows=ROWS.values(),
            said=said,
            kept=kept,
            whole={key for key, names in needed.items() if names <= kept},
            real=self._real,
            otherwise=self._otherwise,
            file=self._file.name,
            proof=self._proof,
            manifest=without_address(),
        )
        return HTMLResponse(html, headers=HEADERS, status_code=422 if said and said.well is False else 200)


def misfit(row: Row, pasted: Mapping[str, str]) -> Blank | None:
    """The first thing that does not look like what belongs there."""
    return next((row.blank(name) for name, value in pasted.items() if not row.blank(name).shape.fullmatch(value)), None)


def _pasted(row: Row, form: FormData) -> dict[str, str]:
    told = {blank.name: str(form.get(blank.name, "")).strip() for blank in row.blanks}
    return {name: value for name, value in told.items() if value}


@cache
def _template() -> Template:
    source = files("rite.golive").joinpath("panel.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)


def _refusal() -> Response:
    return PlainTextResponse(FOR_THIS_MACHINE, status_code=403)


def _is_local(request: Request, file: Path) -> bool:
    """Asked on this machine by its owner, under a name of this machine, with nobody in between.

    The name keeps out pages whose own name was made to lead here; the headers keep out what a tunnel lets in.
    """
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    between = any(name in request.headers for name in FORWARDED)
    if request.client is None or between or host not in LOCAL_NAMES:
        return False
    return _is_loopback(request.client.host) and is_ours(request.client.host, request.client.port, file)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_from_here(request: Request) -> bool:
    """Pressed on this very page: browsers say where a form comes from, and nobody can say it for them."""
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return same and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
