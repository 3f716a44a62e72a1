"""The API as one application at /api/v1, and its description as OpenAPI."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount

from bot.web.api.approvals import approvals
from bot.web.api.campaigns import campaigns
from bot.web.api.doors import OPERATIONS
from bot.web.api.events import events
from bot.web.api.insights import insights
from bot.web.api.posts import posts
from bot.web.api.problem import Problem, refused
from bot.web.api.team import team
from bot.web.api.webhooks import webhooks
from core.services import Services

AT = "/api/v1"
ROUTERS = (team, events, campaigns, posts, approvals, insights, webhooks)
ABOUT = (
    "Everything here is done for the member who made the token, with their rights: see docs/api.md. Moments are UTC; "
    "names that end in _local are wall times at the venue, in the time_zone beside them."
)


def api_routes(services: Services) -> list[BaseRoute]:
    api = _app()
    api.state.services = services
    return [Mount(AT, api)]


def _app() -> FastAPI:
    """No pages of documentation: they would load scripts from elsewhere."""
    api = FastAPI(title="Rite", version="1", openapi_url=None, docs_url=None, redoc_url=None)
    for router in ROUTERS:
        api.include_router(router)

    async def describe(_: Request) -> Response:
        return Response(written(), media_type="application/json")

    async def missing(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
        answer = refused(error)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            answer.headers["allow"] = ", ".join(_methods(request))
        return answer

    api.add_route("/openapi.json", describe, include_in_schema=False)
    api.add_exception_handler(HTTPException, missing)
    return api


def _methods(request: Request) -> list[str]:
    """All that the address knows: each of its operations is a route of its own."""
    routes = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in routes for method in getattr(route, "methods", ())})


def document() -> dict[str, Any]:
    """OpenAPI 3.1, the same in every installation."""
    api = _app()
    told = get_openapi(
        title=api.title,
        version=api.version,
        description=ABOUT,
        routes=api.routes,
        servers=[{"url": AT}],
    )
    parts = told["components"]
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "rite_…"}}
    parts["schemas"] |= _problem()
    parts["schemas"] = dict(sorted(parts["schemas"].items()))
    told["security"] = [{"token": []}]
    for path in told["paths"].values():
        for operation in path.values():
            operation["x-scope"] = OPERATIONS[operation["operationId"]].scope.value
    return told


def _problem() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: dict[str, Any] = schema.pop("$defs")
    return {Problem.__name__: schema, **inner}


@cache
def written() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"
