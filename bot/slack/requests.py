"""Slack's HTTP deliveries -> Bolt, through one door."""

from typing import Any
from urllib.parse import parse_qsl

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.slack.shapes import is_slack_s
from bot.web.bodies import limited_body
from core.plain_json import read_json, storable

NO_RETRY = {"x-slack-no-retry": "1"}
"""Tells Slack not to deliver the same thing again."""


async def handle(app: AsyncApp, request: Request) -> Response:
    """Verify and dispatch one delivery; refuses bodies no Slack would send."""
    body = await limited_body(request)
    if body is None:
        return PlainTextResponse("too large", status_code=413, headers=NO_RETRY)
    try:
        bolt_request = _bolt_request(request, body)
    except ValueError:
        return PlainTextResponse("not a Slack request", status_code=400, headers=NO_RETRY)
    answer = await app.async_dispatch(bolt_request)
    return Response(answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie())


def _bolt_request(request: Request, body: bytes) -> AsyncBoltRequest:
    """Signed is the body as it came; worked on is what it says. Raises ValueError for what no Slack would send."""
    text = body.decode("utf-8")
    told = _told(request.headers.get("content-type", ""), text)
    if not is_slack_s(told):
        raise ValueError("This is none of Slack's deliveries.")
    bolt_request = AsyncBoltRequest(body="", query=str(request.query_params), headers=dict(request.headers))
    bolt_request.raw_body, bolt_request.body = text, told
    try:
        bolt_request.context = build_async_context(AsyncBoltContext({}), told)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("Bolt cannot read that either.") from error
    return bolt_request


def _told(content_type: str, text: str) -> dict[str, Any]:
    """Commands are forms, interactions are JSON in one field of a form, events are JSON."""
    if content_type.split(";")[0].strip() == "application/x-www-form-urlencoded":
        form = {storable(key): storable(value) for key, value in parse_qsl(text, keep_blank_values=True)}
        told = read_json(form["payload"]) if "payload" in form and "command" not in form else form
    else:
        told = read_json(text)
    if not isinstance(told, dict):
        raise ValueError("A delivery is an object.")
    return told
