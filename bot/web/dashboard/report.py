"""A report of any days as a page: what the PDF shows, drawn here, with both files a press away."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.cards.report import packed
from bot.cards.report_files import report_sheet
from bot.cards.what_works import works_lines
from bot.flows.report import FORM, SPANS
from bot.flows.report_words import CSV, PDF, days_said
from bot.language import mark, speak, tr
from bot.reports import report_file, report_of
from bot.web.dashboard.charts import Bar, Column, bars_of, columns_of
from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import visitor_of
from bot.web.download import download
from core.errors import PersonCanFix
from core.events.moments import to_local
from core.insights.works import what_works
from core.ports.reports import Bars
from core.reports.span import Named, Span, named_span, span_of
from core.services import Services
from core.visits.enter import Visitor

FILES = {PDF: mark("As PDF"), CSV: mark("As a table (CSV)")}
USUAL = Named.LAST_30_DAYS
FEWEST = 4


async def report_page(services: Services, visitor: Visitor, request: Request) -> Values:
    """`span` is a time with a name, `days` are days of one's own and go before it."""
    span, named, days = _asked(services, visitor, request)
    report = await report_of(services, visitor.workspace.id, span, ())
    sheet = report_sheet(report, works_lines(await what_works(services, visitor.workspace.id)))
    spans, own = FORM.fields[0], FORM.fields[1]
    return {
        "sheet": sheet,
        "charts": [_drawn(chart) for chart in sheet.charts],
        "spans_label": tr(spans.label),
        "spans": [(one.value, tr(one.label), one.value == named) for one in SPANS],
        "days_label": tr(own.label),
        "days_hint": tr(own.hint),
        "days": days,
        "files": [(f"{kind}?first={span.first}&last={span.last}", tr(words)) for kind, words in FILES.items()],
    }


def _asked(services: Services, visitor: Visitor, request: Request) -> tuple[Span, str, str]:
    today = to_local(services.clock.now(), visitor.workspace.time_zone).date()
    days = request.query_params.get("days", "").strip()[:60]
    if days:
        span = days_said(days, today)
        return span_of(span.first, span.last, today), "", days
    named = next((one for one in Named if one.value == request.query_params.get("span")), USUAL)
    return named_span(named, today), named.value, ""


def _drawn(chart: Bars) -> tuple[str, list[Column], list[Bar]]:
    """Columns for days, bars for names; what nobody told is left out of a drawing and stands in the tables."""
    told = [(name, amount) for name, amount in chart.bars if amount is not None]
    return (chart.title, columns_of(told, FEWEST), []) if chart.upright else (chart.title, [], bars_of(told))


def report_file_route(services: Services, entrance: Entrance) -> BaseRoute:
    """The same days as a file."""

    async def hand_out(request: Request) -> Response:
        visitor = await visitor_of(services, entrance.cookie_of(request))
        if visitor is None:
            return Response(status_code=401)
        speak(visitor.member.language or visitor.workspace.language)
        kind = request.path_params["kind"]
        today = to_local(services.clock.now(), visitor.workspace.time_zone).date()
        try:
            first, last = (date.fromisoformat(request.query_params.get(name, "")) for name in ("first", "last"))
            about = packed(span_of(first, last, today), ())
        except (ValueError, PersonCanFix):
            return Response(status_code=404)
        if kind not in FILES:
            return Response(status_code=404)
        _, file = await report_file(services, visitor.workspace.id, about, kind)
        return download(file.name, file.data)

    return Route(f"{entrance.at}/report/{{kind}}", hand_out)
