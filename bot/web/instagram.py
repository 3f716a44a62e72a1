"""Instagram's side of the web: consent and callback."""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import words_for
from bot.language import mark, tr, tr_many
from bot.web.pages import page
from bot.words import spoken_list
from core.accounts.connect import finish_connecting, open_state
from core.services import Services

log = structlog.get_logger(__name__)

BACK_TO_CHAT = mark("You can close this page and go back to your chat.")


def instagram_routes(services: Services) -> list[BaseRoute]:
    async def connect(request: Request) -> Response:
        state = request.query_params.get("state", "")
        async with services.db.reading() as session:
            product = await open_state(session, state, services.clock.now())
        if product is None or product not in services.logins:
            return page(
                tr("This link is used up"),
                tr("Connect links work once, for half an hour. Ask me for a new one in chat."),
                status=410,
            )
        return RedirectResponse(services.logins[product].authorize_url(state), status_code=302)

    async def callback(request: Request) -> Response:
        query = request.query_params
        if "code" not in query:
            return page(tr("Not connected"), tr("You did not give access, so nothing was changed."), tr(BACK_TO_CHAT))
        try:
            accounts = await finish_connecting(services, query.get("state", ""), query["code"].removesuffix("#_"))
        except Exception as error:
            return page(tr("That did not work"), words_for(error), tr(BACK_TO_CHAT), status=400)
        names = spoken_list([f"@{account.username}" for account in accounts])
        title = tr_many("{names} is connected", "{names} are connected", len(accounts), names=names)
        return page(title, tr("What you approve in chat goes out there."), tr(BACK_TO_CHAT))

    return [
        Route("/instagram/connect", connect),
        Route("/instagram/callback", callback),
    ]
