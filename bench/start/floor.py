"""The least a chat bot on these libraries can be: all of them loaded, one page served, nothing behind it.

Run as a process: python -m bench.start.floor PORT.
"""

import sys

import alembic  # noqa: F401 - the floor is what these libraries cost
import dramatiq  # noqa: F401 - as above
import httpx  # noqa: F401 - as above
import openai  # noqa: F401 - as above
import PIL.Image  # noqa: F401 - as above
import slack_bolt.async_app  # noqa: F401 - as above
import sqlalchemy.ext.asyncio  # noqa: F401 - as above
import telegram.ext  # noqa: F401 - as above
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def _ready(_: Request) -> Response:
    return PlainTextResponse("ready")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/readyz", _ready)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
