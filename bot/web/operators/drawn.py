"""The pages of the reports: the dashboard's stylesheet and headers, two templates, and no script."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader
from starlette.responses import HTMLResponse

from bot.web.dashboard.assets import address_of
from core.telemetry.generate import METRICS
from core.telemetry.report import Report, Section
from core.telemetry.written import NOTHING, UNKNOWN, spoken

AT = "/operators"
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}


def draw_door(said: str, *, status: int = 401) -> HTMLResponse:
    return _draw("door.html", status=status, said=said)


def draw_report(report: Report) -> HTMLResponse:
    tables = [(section, _rows(section)) for section in report.sections]
    return _draw("report.html", report=report, tables=tables)


def draw_mistake(kind: str, said: str, *, status: int = 400) -> HTMLResponse:
    """The days in the address are wrong: told where they are chosen."""
    return _draw("report.html", status=status, report=None, kind=kind, said=said)


def _rows(section: Section) -> list[list[tuple[str, bool]]]:
    """(words, whether they say that nobody knows), cell by cell."""
    return [
        [(spoken(figure, column.unit), figure is None) for figure, column in zip(row, section.columns, strict=True)]
        for row in section.rows
    ]


def _draw(name: str, *, status: int = 200, **values: object) -> HTMLResponse:
    common = {"at": AT, "kinds": list(METRICS), "css": address_of("page.css"), "nothing": NOTHING, "unknown": UNKNOWN}
    html = _templates().get_template(name).render(**common, **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


@cache
def _templates() -> Environment:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(_read))


@cache
def _read(name: str) -> str:
    return files("bot.web.operators").joinpath("pages", name).read_text(encoding="utf-8")
