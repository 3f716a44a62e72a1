"""Tell open pages to look again, by server-sent events: no content, so that nothing has to be kept from anybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.pulse import Pulse
from bot.web.dashboard.visitors import visitor_of
from core.services import Services

LASTS_SECONDS = 600
"""Then the browser comes again, and whether it may is asked again."""
LOOK_ANYWAY_SECONDS = 60
"""What no card tells of (settings, opinions about designs) is seen by then."""
LOOK = {"event": "changed", "data": "look"}


def live_route(services: Services, entrance: Entrance, pulse: Pulse) -> BaseRoute:
    async def stream(request: Request) -> Response:
        visitor = await visitor_of(services, entrance.cookie_of(request))
        if visitor is None or pulse.stopped:
            return Response(status_code=401 if visitor is None else 503, headers=entrance.headers)
        return EventSourceResponse(told(pulse, visitor.workspace.id), headers=entrance.headers)

    return Route(f"{entrance.at}/live", stream)


async def told(pulse: Pulse, workspace_id: UUID) -> AsyncIterator[dict[str, str]]:
    """One at once, because something may have changed since the page was read."""
    ends = asyncio.get_running_loop().time() + LASTS_SECONDS
    with pulse.following(workspace_id) as changed:
        while not pulse.stopped and asyncio.get_running_loop().time() < ends:
            yield LOOK
            changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_ANYWAY_SECONDS)
