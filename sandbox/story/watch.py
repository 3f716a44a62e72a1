"""Notes what a person's browser asks of the control, before it is done."""

import json
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.story.record import Story

MARK = "sec-fetch-mode"
"""Browsers send it with every request, tests and services never."""


class Watched:
    """Around the control of one platform, or of the world (prefix "")."""

    def __init__(self, app: ASGIApp, story: Story, prefix: str) -> None:
        self.app, self.story, self.prefix = app, story, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if scope["type"] != "http" or scope["method"] == "GET" or MARK not in request.headers:
            await self.app(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        path = self.prefix + scope["path"].removeprefix(scope.get("root_path", "")).strip("/")
        wish = json.loads(body) if body else {}
        self.story.note(path, wish | ({"method": "DELETE"} if scope["method"] == "DELETE" else {}))
        if path == "reset":
            self.story.forget()
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)


def note_consent(story: Story, path: str, form: bytes) -> None:
    """A press on Instagram's consent page."""
    fields = parse_qs(form.decode("utf-8", "replace"))
    if path.endswith(("/authorize", "/dialog/oauth")):
        accounts = fields.get("account", ["warehouse.nights"])
        story.note("instagram/consent", {"decision": fields.get("decision", [""])[0], "accounts": accounts})
