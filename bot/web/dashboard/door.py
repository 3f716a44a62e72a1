"""The way in: the link from chat asks once more, because programs look at links, too; the press uses it up."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import words_for
from bot.language import mark, tr
from bot.web.dashboard.assets import address_of
from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.shell import draw
from bot.web.dashboard.visitors import from_elsewhere, is_own_form, visitor_of
from core.errors import NotFound
from core.services import Services
from core.visits.enter import check_link, enter, leave

CLOSED = mark("You are not signed in here. Ask me for a link in chat: type stats.")
SHUT = mark("You are not signed in here. Close this page and open it again from our chat in Telegram.")
GONE = mark("You are signed out.")
INSIDE = mark("One press, and this browser is signed in as you for half a day. The link works once.")
UNSURE = mark("That press did not come from this page. Load it again and press once more.")


def door_routes(services: Services, entrance: Entrance) -> list[BaseRoute]:
    async def show(request: Request) -> Response:
        """Looking does not use it up."""
        try:
            async with services.db.reading() as session:
                await check_link(session, services.vault, request.path_params["token"], services.clock.now())
        except NotFound as error:
            return closed(entrance, words_for(error), status=410)
        return draw("door.html", entrance, said=tr(INSIDE), css=address_of("page.css"), may_enter=True)

    async def go_in(request: Request) -> Response:
        if from_elsewhere(request):
            return closed(entrance, tr(UNSURE), status=403)
        try:
            async with services.db.transaction() as session:
                cookie = await enter(session, services.vault, request.path_params["token"], services.clock.now())
        except NotFound as error:
            return closed(entrance, words_for(error), status=410)
        inside = RedirectResponse(entrance.at, status_code=303, headers=entrance.headers)
        entrance.let_in(inside, cookie)
        return inside

    return [
        Route(f"{entrance.at}/enter/{{token}}", show, methods=["GET", "HEAD"]),
        Route(f"{entrance.at}/enter/{{token}}", go_in, methods=["POST"]),
    ]


def way_out(services: Services, entrance: Entrance) -> BaseRoute:
    async def go_out(request: Request) -> Response:
        visitor = await visitor_of(services, entrance.cookie_of(request))
        if visitor is None or not await is_own_form(services, request, visitor):
            return closed(entrance, tr(UNSURE), status=403)
        async with services.db.transaction() as session:
            await leave(session, visitor.visit)
        outside = closed(entrance, tr(GONE), status=200)
        entrance.let_out(outside)
        return outside

    return Route(f"{entrance.at}/leave", go_out, methods=["POST"])


def closed(entrance: Entrance, said: str = "", *, status: int = 401) -> Response:
    """Nothing is shown, and the way to be let in is told."""
    said = said or tr(SHUT if entrance.in_app else CLOSED)
    return draw("door.html", entrance, status=status, said=said, css=address_of("page.css"), may_enter=False)
