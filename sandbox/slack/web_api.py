"""/slack/api/<method>: reads a call, checks the token, answers as Slack does, fails on demand."""

import asyncio
import base64
from collections.abc import Mapping
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.slack.arguments import Arguments, read_call
from sandbox.slack.hall import Hall
from sandbox.slack.installations import Installation
from sandbox.slack.methods import METHODS
from sandbox.slack.methods.apps import oauth_access
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused
from sandbox.world import Fault

OAUTH_ACCESS = "oauth.v2.access"


async def answer_call(hall: Hall, request: Request) -> Response:
    """One Web API call over GET or POST. Errors are 200 with ok: false, except for 429 and 500."""
    name = request.path_params["method"]
    fault = hall.world.take_fault("slack", name)
    if fault and fault.kind in SUDDEN:
        return SUDDEN[fault.kind](fault)
    if fault and fault.kind.startswith("error:"):
        return JSONResponse(Refused(fault.kind.removeprefix("error:")).answer())
    headers: dict[str, str] = {}
    try:
        arguments, token = await read_call(request)
        answer = {"ok": True} | _perform(hall, name, arguments, token, request, headers)
    except Refused as refused:
        answer = refused.answer()
    if fault and fault.kind == "timeout_after_effect":
        await _keep_waiting(request, float(fault.details.get("seconds", hall.timing.hang_seconds)))
        return PlainTextResponse("", status_code=504)
    return JSONResponse(answer, headers=headers)


def _perform(
    hall: Hall, name: str, arguments: Arguments, token: str, request: Request, headers: dict[str, str]
) -> Json:
    if name == OAUTH_ACCESS:
        return oauth_access(hall, arguments, _basic(request.headers))
    if name == "api.test":
        return {}
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method")
    installation = hall.installations.authenticate(token)
    headers["x-oauth-scopes"] = ",".join(sorted(installation.scopes))
    headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    _check_scope(method, installation)
    return method.handler(Call(hall, installation, arguments))


def _check_scope(method: Method, installation: Installation) -> None:
    if method.scopes and not installation.scopes & set(method.scopes):
        provided = ",".join(sorted(installation.scopes))
        raise Refused("missing_scope", needed=",".join(method.scopes), provided=provided)


def _basic(headers: Mapping[str, str]) -> tuple[str, str]:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    client_id, _, secret = base64.b64decode(value).decode().partition(":")
    return client_id, secret


def _rate_limited(fault: Fault) -> Response:
    seconds = str(fault.details.get("retry_after", 1))
    return JSONResponse(Refused("ratelimited").answer(), status_code=429, headers={"retry-after": seconds})


def _broken(_: Fault) -> Response:
    return PlainTextResponse("Internal Server Error", status_code=500)


SUDDEN = {"ratelimited": _rate_limited, "error_500": _broken}


async def _keep_waiting(request: Request, seconds: float) -> None:
    """The work is done, but the caller never hears of it; ends when the caller gives up."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                continue
