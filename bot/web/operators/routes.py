"""The addresses of the reports. Without a token in the settings there are none."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.download import download
from bot.web.operators.door import ASK, Door
from bot.web.operators.drawn import AT, HEADERS, draw_door, draw_mistake, draw_report
from core.errors import InvalidAnswer, NotFound
from core.services import Services
from core.telemetry.generate import generate_report
from core.telemetry.report import Report, period_of
from core.telemetry.written import as_csv


def operator_routes(services: Services) -> list[BaseRoute]:
    token = services.settings.operator_token
    if token is None:
        return []
    door = Door(services, token)

    async def front(request: Request) -> Response:
        if request.method == "POST":
            return await door.by_token(request)
        if "pass" in request.query_params:
            return door.by_link(request)
        if door.is_in(request):
            return RedirectResponse(f"{AT}/product", status_code=303, headers=HEADERS)
        return draw_door(ASK)

    async def leave(request: Request) -> Response:
        return door.leave(request)

    async def show(request: Request) -> Response:
        kind, is_csv = request.path_params["kind"], request.path_params["kind"].endswith(".csv")
        if not door.is_in(request):
            return draw_door(ASK)
        try:
            report = await _made(services, kind.removesuffix(".csv"), request)
        except NotFound as error:
            return draw_door(error.message, status=404)
        except InvalidAnswer as error:
            return draw_mistake(kind, error.message)
        return _as_file(report) if is_csv else draw_report(report)

    return [
        Route(AT, front, methods=["GET", "POST"]),
        Route(f"{AT}/leave", leave, methods=["POST"]),
        Route(f"{AT}/{{kind}}", show, methods=["GET"]),
    ]


async def _made(services: Services, kind: str, request: Request) -> Report:
    asked = request.query_params
    period = period_of(asked.get("from", ""), asked.get("to", ""), services.clock.now().date())
    async with services.db.reading() as session:
        return await generate_report(session, kind, period)


def _as_file(report: Report) -> Response:
    name = f"rite-{report.kind}-{report.period.first}-{report.period.last}.csv"
    return download(name, as_csv(report))
