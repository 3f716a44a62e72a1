"""Around every page: who looks, in their language; a press is checked, done, and the page shown as it is then."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import words_for
from bot.language import speak, tr
from bot.web.dashboard.assets import address_of
from bot.web.dashboard.door import UNSURE, closed
from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.presses import do
from bot.web.dashboard.shell import Said, answered, draw, pages
from bot.web.dashboard.visitors import fields_of, is_own_form, proof_for, speaker_of, visitor_of
from core.errors import PersonCanFix
from core.services import Services
from core.visits.enter import Visitor

Values = dict[str, object]
Page = Callable[[Services, Visitor, Request], Awaitable[Values]]
"""Reads what one page shows."""
NOTHING = Said("")


def page_route(services: Services, entrance: Entrance, path: str, template: str, page: Page) -> BaseRoute:
    async def answer(request: Request) -> Response:
        cookie = entrance.cookie_of(request)
        visitor = await visitor_of(services, cookie)
        if visitor is None:
            return closed(entrance)
        speak(visitor.member.language or visitor.workspace.language)
        said = await _pressed(services, visitor, request) if request.method == "POST" else NOTHING
        fresh = await visitor_of(services, cookie) if said is not NOTHING else visitor
        return answered(request, await _page(services, fresh or visitor, request, said))

    async def _page(services: Services, visitor: Visitor, request: Request, said: Said) -> HTMLResponse:
        common = _common(services, entrance, visitor, request, said)
        try:
            values = await page(services, visitor, request)
        except PersonCanFix as error:
            lost = Said(words_for(error), 404)
            return draw("message.html", entrance, status=404, **{**common, "said": lost})
        return draw(template, entrance, status=said.status, **common, **values)

    return Route(f"{entrance.at}{path}", answer, methods=["GET", "POST"])


async def _pressed(services: Services, visitor: Visitor, request: Request) -> Said:
    if not await is_own_form(services, request, visitor):
        return Said(tr(UNSURE), 403)
    return await do(services, speaker_of(visitor), await fields_of(request))


def _common(services: Services, entrance: Entrance, visitor: Visitor, request: Request, said: Said) -> Values:
    """What stands around every page."""
    path, listed = request.url.path, pages(entrance)
    here = max((at for at, _ in listed if path == at or path.startswith(f"{at}/")), key=len)
    return {
        "pages": listed,
        "here": here,
        "said": said,
        "proof": proof_for(services, visitor.visit),
        "member": visitor.member,
        "workspace": visitor.workspace,
        "css": address_of("page.css"),
        "js": address_of("page.js"),
        "app_js": address_of("app.js"),
    }
