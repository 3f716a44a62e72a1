"""No real token is taken in here: neither typed on the page nor brought by a service that looks in the wrong place.

What looks like one is refused before anybody reads, stores or records it.
"""

import re

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REAL = re.compile(
    rb"(?:(?<![\w-])|(?<=/bot))(?:"
    rb"xox[abeoprs](?:\.xox[bp])?-\d{9,}-[\w-]{10,}"  # Slack's bots, people, refreshes
    rb"|xapp-\d-[A-Z0-9]{9,}-\d{9,}-[0-9a-f]{20,}"  # Slack's app level
    rb"|\d{8,10}(?::|%3A)AA[\w-]{33}"  # Telegram's bots
    rb"|IGAA[A-Za-z0-9]{130,}|EAA[A-Za-z0-9]{130,}"  # Meta's; those made here are shorter
    rb"|sk-(?:proj|svcacct|admin)-[\w-]{40,}|sk-[A-Za-z0-9]{48}"  # OpenAI's
    rb")"
)
SENTENCE = (
    "This looks like a real token, and the sandbox takes none: nothing was kept or sent. "
    "The page Go live is the place for it."
)
WORDS = (b"application/json", b"application/x-www-form-urlencoded", b"text/plain")
"""Bodies that are looked through; files are left alone."""


class NoRealTokens:
    """Around the whole sandbox, before anything of it sees a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heard = await _heard(receive) if dict(scope["headers"]).get(b"content-type", b"").startswith(WORDS) else []
        said = [_address(scope), b"".join(message.get("body", b"") for message in heard)]
        if any(REAL.search(part) for part in said):
            refusal = JSONResponse({"ok": False, "error": SENTENCE, "description": SENTENCE}, status_code=400)
            await refusal(scope, receive, send)
            return

        async def again() -> Message:
            return heard.pop(0) if heard else await receive()

        await self.app(scope, again, send)


async def _heard(receive: Receive) -> list[Message]:
    """A whole body."""
    heard = [await receive()]
    while heard[-1].get("more_body", False):
        heard.append(await receive())
    return heard


def _address(scope: Scope) -> bytes:
    """What comes before the body: the path, the question behind it, and who says they ask."""
    asking = [value for name, value in scope["headers"] if name == b"authorization"]
    return b" ".join([scope["path"].encode(), scope["query_string"], *asking])
