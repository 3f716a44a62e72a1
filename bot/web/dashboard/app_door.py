"""The way in for Telegram's Mini App: what Telegram signed becomes a visit; nobody without it sees anything."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import Chat

from bot.errors import words_for
from bot.language import tr
from bot.telegram.init_data import opened_by
from bot.telegram.people import speaker_for
from bot.web.bodies import limited_body
from bot.web.dashboard.assets import address_of
from bot.web.dashboard.door import SHUT, UNSURE
from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.shell import PAGES, draw
from bot.web.dashboard.visitors import from_elsewhere
from core.errors import NotAllowed
from core.services import Services
from core.visits.enter import let_in

LARGEST = 16 * 1024
A_POST = re.compile(r"/posts/[0-9a-f-]{36}")


def app_door_routes(services: Services, entrance: Entrance) -> list[BaseRoute]:
    token = services.settings.telegram_bot_token
    assert token is not None  # noqa: S101 - there is no such entrance without a bot

    async def show(request: Request) -> Response:
        """The page takes along what Telegram gave it, and nothing else can open it."""
        asked = request.query_params.get("to", "")
        to = asked if asked in PAGES or A_POST.fullmatch(asked) else ""
        css, app_js = address_of("page.css"), address_of("app.js")
        return draw("app_door.html", entrance, said=tr(SHUT), to=f"{entrance.at}{to}", css=css, app_js=app_js)

    async def go_in(request: Request) -> Response:
        if from_elsewhere(request):
            return _refused(entrance, tr(UNSURE))
        given = (await limited_body(request, LARGEST) or b"").decode(errors="replace")
        user = opened_by(given, token.get_secret_value(), services.clock.now())
        if user is None:
            return _refused(entrance, tr(SHUT))
        try:
            speaker = await speaker_for(services, user, Chat(user.id, Chat.PRIVATE), "")
            async with services.db.transaction() as session:
                cookie = await let_in(session, speaker.member, speaker.conversation, services.clock.now())
        except NotAllowed as error:
            return _refused(entrance, words_for(error))
        inside = Response(status_code=204, headers=entrance.headers)
        entrance.let_in(inside, cookie)
        return inside

    return [
        Route(f"{entrance.at}/enter", show, methods=["GET"]),
        Route(f"{entrance.at}/enter", go_in, methods=["POST"]),
    ]


def _refused(entrance: Entrance, why: str) -> Response:
    return PlainTextResponse(why, status_code=403, headers=entrance.headers)
