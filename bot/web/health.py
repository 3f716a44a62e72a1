"""Is it alive, is it ready, how is it doing."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.duties import TICK, last_run, ticks
from core.services import Services


def health_routes(services: Services) -> list[BaseRoute]:
    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        checks = {"database": await _database(), "queue": await services.queue_answers(), "clock": await _clock()}
        status = 200 if all(checks.values()) else 503
        return JSONResponse({"status": "ok" if status == 200 else "not ready", "checks": checks}, status_code=status)

    async def _database() -> bool:
        try:
            async with services.db.reading() as session:
                await session.execute(text("SELECT 1"))
        except Exception:
            return False
        return True

    async def _clock() -> bool:
        try:
            async with services.db.reading() as session:
                ran = await last_run(session, TICK)
        except Exception:
            return False
        return ticks(ran, services.clock.now())

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
