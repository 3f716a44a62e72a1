"""Mixpanel and Amplitude: look-alikes of the services that count, as far as their SDKs talk to them from a server.

What is told again with the same insert id counts once. Each refuses what the real one refuses: a key it does not know,
an event without what it needs, more in one request than it takes.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.world import World

MOST_AT_MIXPANEL = 50
MOST_AT_AMPLITUDE = 1000
SHORTEST_ID = 5


class Counting(ABC):
    """What was told, by insert id. Faults: "away" answers 503, "lost" counts and then does so, "busy" answers 429."""

    name = ""
    path = ""

    def __init__(self, world: World) -> None:
        self.world = world
        self.counted: dict[str, dict[str, Any]] = {}
        self.requests = 0
        self.routes: list[BaseRoute] = [Route(self.path, self._hear, methods=["POST"])]
        self.control_routes: list[BaseRoute] = []

    def view(self) -> Mapping[str, Any]:
        return {"events": list(self.counted.values()), "requests": self.requests}

    def reset(self) -> None:
        self.counted.clear()
        self.requests = 0

    async def start(self) -> None: ...  # noqa: B027 - nothing of its own runs

    async def stop(self) -> None: ...  # noqa: B027 - as above

    async def _hear(self, request: Request) -> Response:
        self.requests += 1
        fault = self.world.take_fault(self.name, "track")
        if fault is not None and fault.kind != "lost":
            return PlainTextResponse("later", status_code={"busy": 429}.get(fault.kind, 503))
        answer = await self._take(request)
        return PlainTextResponse("gone", status_code=503) if fault is not None else answer

    @abstractmethod
    async def _take(self, request: Request) -> Response:
        """Count what a request tells, or refuse it."""

    def _count(self, insert_id: str, event: dict[str, Any]) -> None:
        self.counted[insert_id] = event
        self.world.touch()


class Mixpanel(Counting):
    """POST /track with a form whose `data` is a list of events."""

    name, path = "mixpanel", "/track"

    async def _take(self, request: Request) -> Response:
        form = await request.form()
        try:
            events = json.loads(str(form.get("data", "")))
        except ValueError:
            return _no("data, missing or not valid JSON")
        events = events if isinstance(events, list) else [events]
        if len(events) > MOST_AT_MIXPANEL:
            return _no(f"more than {MOST_AT_MIXPANEL} events")
        for event in events:
            told = event.get("properties", {})
            if not told.get("token") or "distinct_id" not in told or "time" not in told:
                return _no("token, distinct_id or time, missing or empty")
        for event in events:
            self._count(event["properties"]["$insert_id"], event)
        return JSONResponse({"status": 1, "error": None})


class Amplitude(Counting):
    """POST /2/httpapi with the key and a list of events."""

    name, path = "amplitude", "/2/httpapi"

    async def _take(self, request: Request) -> Response:
        body = await request.json()
        if body.get("api_key") != self.world.config.amplitude_key:
            return _refused("Invalid API key: " + str(body.get("api_key")))
        events = body.get("events", [])
        if len(events) > MOST_AT_AMPLITUDE:
            return JSONResponse({"code": 413, "error": "Payload too large"}, status_code=413)
        short = [place for place, event in enumerate(events) if len(event.get("device_id", "")) < SHORTEST_ID]
        if short:
            return _refused("Invalid id length", events_with_invalid_id_lengths={"device_id": short})
        for event in events:
            self._count(event["insert_id"], event)
        return JSONResponse({"code": 200, "events_ingested": len(events)})


def _no(why: str) -> Response:
    return JSONResponse({"status": 0, "error": why})


def _refused(why: str, **more: object) -> Response:
    return JSONResponse({"code": 400, "error": why, **more}, status_code=400)
