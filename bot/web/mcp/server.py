"""/mcp: one request, one answer in JSON, nothing kept in between; known by the same tokens as the API."""

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.web.api.asked import Asked
from bot.web.api.door import holder_in, pace_headers, too_often, unknown
from bot.web.api.problem import problem
from core.services import Services

if TYPE_CHECKING:
    from bot.web.mcp.protocol import Protocol

AT = "/mcp"
ONLY_POST = "Send POST: nothing is pushed from here."


def mcp_routes(services: Services) -> list[BaseRoute]:
    return [Route(AT, McpDoor(services))]


class McpDoor:
    """Lets a token's holder in, and has the SDK speak the protocol."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._protocol: Protocol | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method != "POST":
            refusal = problem(405, "MethodNotAllowed", ONLY_POST, headers={"allow": "POST"})
            return await refusal(scope, receive, send)
        holder = await holder_in(self._services, request.headers.get("authorization", ""))
        if holder is None:
            return await unknown()(scope, receive, send)
        pace = self._services.tempo.count(holder.token.id)
        if not pace.fine:
            answer = too_often(pace)
            answer.headers.update(pace_headers(pace))
            return await answer(scope, receive, send)
        if self._protocol is None:
            self._protocol = await asyncio.to_thread(_loaded, self._services.public_url)
        return await self._protocol.speak(Asked(self._services, holder), scope, receive, send)


def _loaded(public_url: str) -> "Protocol":
    """An eighth of the time a process needs to start would go into it, and few teams use it."""
    from bot.web.mcp.protocol import Protocol

    return Protocol(public_url)
