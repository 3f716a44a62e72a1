"""Is it alive, is it ready, how is it doing."""

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.duties import TICK, last_run, ticks
from core.operations.backlog import given_up_count, standings
from core.operations.measure import measure_tasks
from core.services import Services

log = structlog.get_logger(__name__)


def health_routes(services: Services) -> list[BaseRoute]:
    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        checks = {"database": await _database(), "queue": await services.queue_answers(), "clock": await _clock()}
        status = 200 if all(checks.values()) else 503
        said = {"status": "ok" if status == 200 else "not ready", "checks": checks, "given_up_tasks": await _given_up()}
        return JSONResponse(said, status_code=status)

    async def _given_up() -> int | None:
        """Worth a look, but no reason to send people elsewhere; None while nobody can tell."""
        try:
            async with services.db.reading() as session:
                return await given_up_count(session)
        except Exception:
            return None

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
        try:
            async with services.db.reading() as session:
                measure_tasks(await standings(session, services.clock), services.clock)
        except Exception as error:  # what this process counted itself is worth telling without them
            log.warning("tasks are not counted", reason=f"{type(error).__name__}: {error}")
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
