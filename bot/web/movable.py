"""Only with RITE_NOW: the sandbox moves our clock and asks what is due next."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

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
        clock.move_to(datetime.fromisoformat((await request.json())["now"]))
        return JSONResponse({"now": clock.now().isoformat()})

    return [Route("/sandbox/clock", tell, methods=["GET"]), Route("/sandbox/clock", move, methods=["PUT"])]
