"""An empty Bolt app: every press is acknowledged in the quickest way it has, and nothing else is done.

Run as a process: python -m bench.chat.empty_app PORT API_URL TOKEN SECRET.
"""

import re
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def empty_app(api_url: str, token: str, secret: str) -> Starlette:
    """It answers when the listener has ended: by default Bolt only looks every 10 ms whether it has."""
    app = AsyncApp(
        client=AsyncWebClient(token=token, base_url=api_url), signing_secret=secret, process_before_response=True
    )

    @app.action(re.compile(".*"))
    async def acknowledge(ack: Any) -> None:
        await ack()

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def main(port: str, api_url: str, token: str, secret: str) -> None:
    uvicorn.run(
        empty_app(api_url, token, secret),
        host="127.0.0.1",
        port=int(port),
        log_level="warning",
        access_log=False,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
