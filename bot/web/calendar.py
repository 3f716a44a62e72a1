"""The plan for calendar programs, behind a signed link that can be replaced."""

import hashlib

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.retold import retold
from core.calendar.feed import feed_behind
from core.calendar.plan_feed import plan_as_ics
from core.errors import PersonCanFix
from core.services import Services


def calendar_routes(services: Services) -> list[BaseRoute]:
    async def fetch(request: Request) -> Response:
        token = request.path_params["token"]
        async with services.db.reading() as session:
            try:
                feed = await feed_behind(session, services.vault, token)
            except PersonCanFix as error:
                return PlainTextResponse(retold(error.message), status_code=404, headers={"cache-control": "no-store"})
            text = await plan_as_ics(session, feed, services.clock.now())
        body = text.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {
            "etag": tag,
            "cache-control": "private, max-age=300, must-revalidate",
            "x-robots-tag": "noindex",
            "referrer-policy": "no-referrer",
        }
        if _known(request, tag):
            return Response(status_code=304, headers=headers)
        headers["content-disposition"] = 'inline; filename="plan.ics"'
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/calendar/{token}.ics", fetch, methods=["GET", "HEAD"])]


def _known(request: Request, tag: str) -> bool:
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in asked or "*" in asked
