"""Slack's HTTP deliveries -> Bolt, through one door."""

from urllib.parse import parse_qsl

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.web.bodies import limited_body

NO_RETRY = {"x-slack-no-retry": "1"}
"""Tells Slack not to deliver the same thing again."""


async def handle(app: AsyncApp, request: Request) -> Response:
    """Verify and dispatch one delivery; refuses bodies no Slack would send."""
    body = await limited_body(request)
    if body is None:
        return PlainTextResponse("too large", status_code=413, headers=NO_RETRY)
    try:
        bolt_request = _bolt_request(request, body)
    except (ValueError, UnicodeDecodeError):
        return PlainTextResponse("not a Slack request", status_code=400)
    answer = await app.async_dispatch(bolt_request)
    return Response(answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie())


def _bolt_request(request: Request, body: bytes) -> AsyncBoltRequest:
    text = body.decode("utf-8")
    bolt_request = AsyncBoltRequest(body=text, query=str(request.query_params), headers=dict(request.headers))
    if bolt_request.content_type == "application/x-www-form-urlencoded":
        form = dict(parse_qsl(text, keep_blank_values=True))
        if "payload" not in form and "payload" in text:
            # Bolt takes any form that contains the word "payload" for an interaction and drops the command.
            bolt_request.body = form
            bolt_request.context = build_async_context(AsyncBoltContext({}), form)
    return bolt_request
