"""Around the whole web: how long anybody may take to send, how often an address may ask, what browsers must know.

What platforms deliver is signed, and counted by nobody: whoever hid behind the same proxy could shut them out.
"""

import asyncio
import ipaddress
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.tempo import Tempo

SENT_WITHIN_SECONDS = 20.0
"""A whole body; whoever sends it drop by drop is let go."""
UNCOUNTED = (
    *("/slack/events", "/telegram/webhook", "/instagram/webhooks", "/instagram/deauthorize"),
    *("/instagram/data-deletion", "/tickets/", "/media/", "/sandbox/", "/healthz", "/readyz", "/metrics"),
)
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    ),
    "cross-origin-resource-policy": "cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Where a page says nothing stricter or other itself."""
HSTS = "max-age=63072000; includeSubDomains"
TOO_OFTEN = PlainTextResponse(
    "too many requests, try again in a minute", status_code=429, headers={"retry-after": "60"}
)


class Guard:
    def __init__(self, app: ASGIApp, tempo: Tempo, *, https: bool, seconds: float = SENT_WITHIN_SECONDS) -> None:
        self._app, self._tempo, self._seconds = app, tempo, seconds
        self._headers = {**HEADERS, **({"strict-transport-security": HSTS} if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = {"x-frame-options"} if "content-security-policy" in headers else set()
                for name, value in self._headers.items():
                    if name not in own:  # a page with a policy of its own says in it who may frame it
                        headers.setdefault(name, value)
            await send(message)

        if refusal := self._refusal(scope):
            await refusal(scope, receive, dressed)
            return
        await self._app(scope, _in_time(receive, self._seconds), dressed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if not scope["path"].startswith(UNCOUNTED) and not self._tempo.takes(address_of(scope)):
            return TOO_OFTEN
        return None


def address_of(scope: Scope) -> str:
    """Who asks; of an IPv6 address the network, as one household has billions of them."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else host


def _in_time(receive: Receive, seconds: float) -> Receive:
    """Receive within the time there is for a whole body; who waits for an answer meanwhile waits on."""
    loop = asyncio.get_running_loop()
    until, whole = loop.time() + seconds, False

    async def next_piece() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, "that took too long", {"connection": "close"}) from error
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return next_piece
