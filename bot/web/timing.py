"""How long the world waits for our answers, and how many of them are our failures."""

from datetime import timedelta
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.operations.meters import REQUESTS
from core.operations.work import Kind, WorkTally
from core.telemetry.measures import Kind as Measured
from core.telemetry.measures import Measures

OURS = 500
"""From this status on it is our failure."""
ABOUT_US = ("/healthz", "/readyz", "/metrics")
"""Asked by machines about us: "not ready" is an answer there, no failure."""
NOWHERE = "none"


class Timed:
    """Around the whole web. Addresses are told apart by the routes they match: what people send makes no label."""

    def __init__(self, app: ASGIApp, tally: WorkTally, measures: Measures) -> None:
        self._app, self._tally, self._measures = app, tally, measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in ABOUT_US:
            await self._app(scope, receive, send)
            return
        status, began = OURS, perf_counter()
        answered = began

        async def watch(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], perf_counter()
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            seconds = (answered if answered > began else perf_counter()) - began
            route, took, failed = _route(scope), timedelta(seconds=seconds), status >= OURS
            REQUESTS.labels(route, f"{status // 100}xx").observe(seconds)
            self._tally.count(Kind.REQUEST, took, failed=failed, name=route)
            self._measures.count(Measured.API, f"{scope['method']} {route}", took, failed=failed)


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", NOWHERE)
