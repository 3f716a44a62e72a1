"""Is it alive, is it ready, how is it doing."""

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.operations.backlog import given_up_count, standings
from core.operations.checks import Checkup, is_ready
from core.operations.incidents import open_incidents
from core.operations.measure import measure_tasks, show_checks, show_incidents, show_metrics
from core.operations.measures import measure
from core.services import Services

log = structlog.get_logger(__name__)


def health_routes(services: Services, checkup: Checkup) -> list[BaseRoute]:
    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        found = await checkup.look()
        is_it = is_ready(found)
        said = {
            "status": "ok" if is_it else "not ready",
            "checks": {one.check.name: one.well for one in found},
            "soft": [one.check.name for one in found if one.check.soft],
            "took_ms": {one.check.name: one.took_ms for one in found},
            "to_do": {one.check.name: f"{one.check.wrong}: {one.check.cure}." for one in found if not one.well},
            "given_up_tasks": await _given_up(),
        }
        return JSONResponse(said, status_code=200 if is_it else 503)

    async def _given_up() -> int | None:
        """Worth a look, but no reason to send people elsewhere; None while nobody can tell."""
        try:
            async with services.db.reading() as session:
                return await given_up_count(session)
        except Exception:
            return None

    async def metrics(_: Request) -> Response:
        show_checks(await checkup.look())
        try:
            async with services.db.reading() as session:
                measure_tasks(await standings(session, services.clock), services.clock)
                show_incidents(await open_incidents(session))
            show_metrics(await measure(services))
        except Exception as error:  # what this process counted itself is worth telling without them
            log.warning("tasks are not counted", reason=f"{type(error).__name__}: {error}")
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
