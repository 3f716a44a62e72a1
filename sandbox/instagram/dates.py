"""The Date of every answer: real time, or as far beside it as the panel says."""

import time
from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.instagram.ledger import Ledger


class Dated:
    """Answers tell the time by Instagram's clock, which need not be right. The server adds no date of its own."""

    def __init__(self, app: ASGIApp, ledger: Ledger) -> None:
        self._app, self._ledger = app, ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(time.time() + self._ledger.settings.date_ahead_seconds, usegmt=True)
                message["headers"] = [*message.get("headers", ()), (b"date", date.encode("ascii"))]
            await send(message)

        await self._app(scope, receive, say)
