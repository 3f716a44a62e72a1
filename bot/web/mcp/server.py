"""/mcp: one request, one answer in JSON, nothing kept in between; known by the same tokens as the API."""

from urllib.parse import urlsplit

from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.web.api.asked import Asked
from bot.web.api.door import LARGEST_BODY, holder_in, pace_headers, too_often, unknown
from bot.web.api.problem import problem
from bot.web.mcp.tools import ASKING, tools
from core.services import Services
from core.settings import LOOPBACK

AT = "/mcp"
WHAT_IT_IS = (
    "Rite promotes events on Instagram. An event has a campaign; its posts are drafted by themselves and wait for a "
    "person's yes. Look at a post with get_post before approve_post, and show its caption to whoever you work for: "
    "what is approved is published at its hour. Moments are UTC; names that end in _local are wall times at the venue."
)
ONLY_POST = "Send POST: nothing is pushed from here."


def mcp_routes(services: Services) -> list[BaseRoute]:
    return [Route(AT, McpDoor(services))]


class McpDoor:
    """Lets a token's holder in, and has the SDK speak the protocol."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._server = MCPServer("rite", title="Rite", instructions=WHAT_IT_IS, version="1", tools=list(tools()))
        self._from = _allowed(services.public_url)

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
        asking = ASKING.set(Asked(self._services, holder))
        try:
            await self._speak(scope, receive, send)
        finally:
            ASKING.reset(asking)
        return None

    async def _speak(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A manager of sessions serves one life; ours is this request's, so nothing has to be started or stopped."""
        self._server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            transport_security=self._from,
            max_request_body_size=LARGEST_BODY,
        )
        manager = self._server.session_manager
        async with manager.run():
            await manager.handle_request(scope, receive, send)


def _allowed(public_url: str) -> TransportSecuritySettings:
    """Names we go by, and pages whose scripts may ask: our own, lest another site talks to us through a browser."""
    parts = urlsplit(public_url)
    names = [parts.netloc]
    if parts.hostname in LOOPBACK:
        names += [f"{name}:*" for name in ("127.0.0.1", "localhost", "[::1]")]
    return TransportSecuritySettings(
        allowed_hosts=names, allowed_origins=[f"{parts.scheme}://{name}" for name in names]
    )
