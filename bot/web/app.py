"""One HTTP application for everything the world sends us."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.language import tr
from bot.web.api.app import AT, api_routes
from bot.web.api.problem import refused
from bot.web.calendar import calendar_routes
from bot.web.dashboard.pulse import Pulse
from bot.web.dashboard.routes import dashboard_routes
from bot.web.guard import Guard
from bot.web.health import health_routes
from bot.web.instagram import instagram_routes
from bot.web.links import link_routes
from bot.web.mcp.server import mcp_routes
from bot.web.media import media_routes
from bot.web.meta import meta_routes
from bot.web.movable import movable_routes
from bot.web.operators.routes import operator_routes
from bot.web.pages import page
from bot.web.privacy import privacy_routes
from bot.web.reading import InTheirLanguage
from bot.web.tickets import ticket_routes
from bot.web.timing import Timed
from core.operations.checks import Checkup
from core.services import Services
from core.tempo import Tempo


def build_web(services: Services, house_routes: Sequence[BaseRoute]) -> Starlette:
    """All addresses of the public contract; each chat house brings its own.

    `state.pulse` has to be stopped with the application: pages that stay open hold their connections.
    """
    pulse = Pulse(services)

    async def home(_: Request) -> Response:
        if services.settings.home_url:
            return RedirectResponse(services.settings.home_url, status_code=307)
        return page(tr("Rite is running"), tr("Talk to it in Slack or Telegram. /healthz and /readyz tell how it is."))

    async def missing(request: Request, error: Exception) -> Response:
        if request.scope["path"].startswith(f"{AT}/") and isinstance(error, HTTPException):
            return refused(error)  # an address with a line break is not even the API's own
        return page(
            tr("Nothing is here"), tr("This address leads nowhere. Ask me in chat for a fresh link."), status=404
        )

    routes = [
        Route("/", home),
        *health_routes(services, Checkup(services)),
        *media_routes(services),
        *calendar_routes(services),
        *dashboard_routes(services, pulse),
        *instagram_routes(services),
        *meta_routes(services),
        *movable_routes(services),
        *operator_routes(services),
        *privacy_routes(services),
        *ticket_routes(services),
        *api_routes(services),
        *mcp_routes(services),
        *link_routes(services),
        *house_routes,
    ]
    tempo = Tempo(services.settings.requests_per_minute, services.clock)
    guard = Middleware(Guard, tempo=tempo, https=services.public_url.startswith("https:"))
    around = [guard, Middleware(Timed, tally=services.work, measures=services.measures), Middleware(InTheirLanguage)]
    web = Starlette(routes=routes, exception_handlers={404: missing}, middleware=around)
    web.state.pulse = pulse
    return web
