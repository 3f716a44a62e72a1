"""One HTTP application for everything the world sends us."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.calendar import calendar_routes
from bot.web.health import health_routes
from bot.web.instagram import instagram_routes
from bot.web.media import media_routes
from bot.web.meta import meta_routes
from bot.web.movable import movable_routes
from bot.web.pages import page
from bot.web.tickets import ticket_routes
from core.services import Services


def build_web(services: Services, house_routes: Sequence[BaseRoute]) -> Starlette:
    """All addresses of the public contract; each chat house brings its own."""

    async def home(_: Request) -> Response:
        if services.settings.home_url:
            return RedirectResponse(services.settings.home_url, status_code=307)
        return page("Rite is running", "Talk to it in Slack or Telegram. /healthz and /readyz tell how it is.")

    async def missing(_: Request, __: Exception) -> Response:
        return page("Nothing is here", "This address leads nowhere. Ask me in chat for a fresh link.", status=404)

    routes = [
        Route("/", home),
        *health_routes(services),
        *media_routes(services),
        *calendar_routes(services),
        *instagram_routes(services),
        *meta_routes(services),
        *movable_routes(services),
        *ticket_routes(services),
        *house_routes,
    ]
    return Starlette(routes=routes, exception_handlers={404: missing})
