"""What a person at the page, or a test, may do to the whole world: look, move the clock, break things, reset."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import httpx
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.story import Story, written
from sandbox.story.write import FILE
from sandbox.world import SLACK_TEAM, Fault, Platform, World

NO_NEXT_POST = "No next post: nothing is scheduled, or the service does not say when."


def control_routes(world: World, platforms: Mapping[str, Platform], story: Story) -> list[BaseRoute]:
    """GET state, desk, story, stream (SSE), POST clock, again and reset, GET/POST/DELETE faults."""

    async def state(request: Request) -> Response:
        """All there is; ?wire=no leaves out what went over the wire, which is most of it."""
        own = world.view(wire=request.query_params.get("wire") != "no")
        return JSONResponse(own | {name: platform.view() for name, platform in platforms.items()})

    async def about(_: Request) -> Response:
        """Who lives here, and the credentials a service needs to be at home."""
        config = asdict(world.config)
        credentials = {key: value for key, value in config.items() if not key.endswith("_url") and key != "real"}
        people = [asdict(person) for person in world.people]
        return JSONResponse({"people": people, "credentials": credentials, "slack_team": SLACK_TEAM})

    async def stream(_: Request) -> Response:
        async def events() -> AsyncIterator[dict[str, str]]:
            async for version in world.changes():
                yield {"event": "changed", "data": str(version)}

        return EventSourceResponse(events())

    async def clock(request: Request) -> Response:
        """{"now": iso}, {"add_seconds": n}, {"to": "next_post" | "tomorrow_morning"} or {"paused": bool}."""
        wish: dict[str, Any] = await request.json()
        if "paused" in wish:
            world.clock.pause(bool(wish["paused"]))
            wish = {"add_seconds": 0}
        target = await _target(world, wish)
        if target is None:
            return JSONResponse({"error": NO_NEXT_POST}, status_code=409)
        if target < world.clock.now():
            return JSONResponse({"error": "The clock only moves forward."}, status_code=400)
        world.clock.move_to(target)
        await _tell_service(world)
        world.touch()
        return JSONResponse({"now": world.clock.now().isoformat()})

    async def saved(_: Request) -> Response:
        """What was done on the page, as a test file."""
        text = written(story.began, story.steps(), story.live())
        headers = {"content-disposition": f'attachment; filename="{FILE}"'}
        return Response(text, media_type="text/x-python; charset=utf-8", headers=headers)

    async def desk(_: Request) -> Response:
        """What the service says of its posts, its tasks and people's roles; {} when it says nothing."""
        try:
            return JSONResponse((await world.http.get(f"{world.config.service_url}/sandbox/desk")).json())
        except (httpx.HTTPError, ValueError):
            return JSONResponse({})

    async def again(request: Request) -> Response:
        """{"number"} of an exchange -> {"status"}: the same request once more."""
        try:
            sent, answer = await world.again.send(int((await request.json())["number"]), world.http)
        except (KeyError, ValueError):
            return JSONResponse({"error": "That exchange is not kept any more."}, status_code=404)
        except httpx.HTTPError as error:
            return JSONResponse({"error": f"Nobody answers: {type(error).__name__}"}, status_code=502)
        if sent.platform:  # what the service sends is recorded where it arrives
            said = sent.content.decode("utf-8", "replace")
            direction = f"{sent.platform} -> service"
            world.record(
                direction, sent.method, sent.url, answer.status_code, time.monotonic(), said, answer.text, sent
            )
        return JSONResponse({"status": answer.status_code})

    async def faults(request: Request) -> Response:
        if request.method == "POST":
            world.faults.append(Fault(**await request.json()))
        elif request.method == "DELETE":
            world.faults.clear()
        world.touch()
        return JSONResponse(world.view()["faults"])

    async def reset(request: Request) -> Response:
        """{"now": iso} optional; every platform goes back to its first day."""
        body = await request.body()
        now = json.loads(body).get("now") if body else None
        world.reset(datetime.fromisoformat(now) if now else None)
        for platform in platforms.values():
            platform.reset()
        await _tell_service(world)
        world.wire.clear()
        world.touch()
        return JSONResponse({"ok": True})

    return [
        Route("/state", state),
        Route("/world", about),
        Route("/stream", stream),
        Route("/desk", desk),
        Route("/story", saved),
        Route("/again", again, methods=["POST"]),
        Route("/clock", clock, methods=["POST"]),
        Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
        Route("/reset", reset, methods=["POST"]),
    ]


async def _target(world: World, wish: Mapping[str, Any]) -> datetime | None:
    now = world.clock.now()
    if "now" in wish:
        return datetime.fromisoformat(wish["now"])
    if "add_seconds" in wish:
        return now + timedelta(seconds=float(wish["add_seconds"]))
    if wish.get("to") == "tomorrow_morning":
        return (now + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    try:
        due = (await world.http.get(f"{world.config.service_url}/sandbox/clock")).json().get("next_due_at")
    except (httpx.HTTPError, ValueError):
        return None
    return max(datetime.fromisoformat(due), now) if due else None


async def _tell_service(world: World) -> None:
    """The service follows the sandbox's clock when it was started with a movable one; otherwise it keeps its own."""
    body = json.dumps({"now": world.clock.now().isoformat(), "paused": world.clock.paused}).encode()
    try:
        await world.deliver(
            "clock", "/sandbox/clock", method="PUT", content=body, headers={"content-type": "application/json"}
        )
    except httpx.HTTPError:
        return
