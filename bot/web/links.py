"""Short links: on to where tickets are sold, counted on the way, and nothing kept of who went."""

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.language import tr
from bot.web.pages import page
from bot.web.visitors import is_a_person
from core.errors import NotFound
from core.links.follow import PATH, Destination, count_click, destination_of
from core.links.meter import Meter
from core.services import Services

log = structlog.get_logger(__name__)

HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex", "referrer-policy": "no-referrer"}
"""Whatever is kept on the way is not counted the second time."""


def link_routes(services: Services) -> list[BaseRoute]:
    meter = Meter()

    async def follow(request: Request) -> Response:
        try:
            async with services.db.reading() as session:
                to = await destination_of(session, request.path_params["slug"], services.public_url)
        except NotFound:
            return _nowhere()
        counted = is_a_person(request.method, request.headers) and meter.counts(to.link_id, services.clock.now())
        after = BackgroundTask(_count, services, to) if counted else None
        return RedirectResponse(to.address, status_code=302, headers=HEADERS, background=after)

    return [Route(f"{PATH}/{{slug}}", follow, methods=["GET", "HEAD"])]


def _nowhere() -> Response:
    said = tr("Tickets may be gone, or the address was not copied whole. Look into the organizer's bio on Instagram.")
    return page(tr("This link leads nowhere"), said, status=404)


async def _count(services: Services, to: Destination) -> None:
    """Whoever clicked is on their way already; a count that is lost is lost."""
    try:
        async with services.db.transaction() as session:
            await count_click(session, to, services.clock.now())
    except SQLAlchemyError as error:
        log.warning("a click was not counted", link=str(to.link_id), reason=type(error).__name__)
