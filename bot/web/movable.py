"""Only with RITE_NOW: the sandbox moves our clock or stops it, and asks what is due next and what lies on our desk."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.desk import desk
from core.clock import MovableClock
from core.posts.claim import next_publication
from core.services import Services


def movable_routes(services: Services) -> list[BaseRoute]:
    clock = services.clock
    if not isinstance(clock, MovableClock):
        return []

    async def tell(_: Request) -> Response:
        async with services.db.reading() as session:
            due = await next_publication(session)
        return JSONResponse({"now": clock.now().isoformat(), "next_due_at": due.isoformat() if due else None})

    async def move(request: Request) -> Response:
        """{"now": iso, "paused"?: whether time stands still from then on}."""
        wish = await request.json()
        clock.move_to(datetime.fromisoformat(wish["now"]), paused=bool(wish.get("paused")))
        return JSONResponse({"now": clock.now().isoformat()})

    async def on_the_desk(_: Request) -> Response:
        async with services.db.reading() as session:
            return JSONResponse(await desk(session, clock.now()))

    return [
        Route("/sandbox/desk", on_the_desk, methods=["GET"]),
        Route("/sandbox/clock", tell, methods=["GET"]),
        Route("/sandbox/clock", move, methods=["PUT"]),
    ]
