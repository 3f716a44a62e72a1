"""The protocol itself, as the SDK speaks it. It takes long to load, so only who is asked something does."""

from urllib.parse import urlsplit

from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import Receive, Scope, Send

from bot.web.api.asked import Asked
from bot.web.api.door import LARGEST_BODY
from bot.web.mcp.tools import ASKING, tools
from core.settings import LOOPBACK

WHAT_IT_IS = (
    "Rite promotes events on Instagram. An event has a campaign; its posts are drafted by themselves and wait for a "
    "person's yes. Look at a post with get_post before approve_post, and show its caption to whoever you work for: "
    "what is approved is published at its hour. Moments are UTC; names that end in _local are wall times at the venue."
)


class Protocol:
    """Every tool, behind the names in `public_url`."""

    def __init__(self, public_url: str) -> None:
        self._server = MCPServer("rite", title="Rite", instructions=WHAT_IT_IS, version="1", tools=list(tools()))
        self._from = _allowed(public_url)

    async def speak(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """A manager of sessions serves one life; ours is this request's, so nothing has to be started or stopped."""
        asking = ASKING.set(asked)
        try:
            self._server.streamable_http_app(
                json_response=True,
                stateless_http=True,
                transport_security=self._from,
                max_request_body_size=LARGEST_BODY,
            )
            manager = self._server.session_manager
            async with manager.run():
                await manager.handle_request(scope, receive, send)
        finally:
            ASKING.reset(asking)


def _allowed(public_url: str) -> TransportSecuritySettings:
    """Names we go by, and pages whose scripts may ask: our own, lest another site talks to us through a browser."""
    parts = urlsplit(public_url)
    names = [parts.netloc]
    if parts.hostname in LOOPBACK:
        names += [f"{name}:*" for name in ("127.0.0.1", "localhost", "[::1]")]
    return TransportSecuritySettings(
        allowed_hosts=names, allowed_origins=[f"{parts.scheme}://{name}" for name in names]
    )
