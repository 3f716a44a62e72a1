"""How an answer leaves: JSON with usage headers, an HTML error page of some gateway, or a connection that is cut."""

import json
import logging
from typing import Any

import httpx
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.instagram.calls import Json
from sandbox.instagram.errors import GraphError, envelope
from sandbox.instagram.ids import trace
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account

THROTTLED_ABOVE = 100
UNAUTHORIZED_CODES = (190,)
ID_KEYS = ("id", "user_id", "ig_id", "parent_id")
GATEWAY_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Error</title></head>
<body><h1>Sorry, something went wrong.</h1><p>We're working on it and will have it fixed as soon as we can.</p>
</body></html>"""


class Dropped(httpx.RemoteProtocolError):
    """The connection ends in the middle of an answer; over ASGI the caller meets this very error."""


class Cut(Response):
    """Promise a body and hang up: over a socket the caller never gets a whole answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"512")]}
        await send(start)
        raise Dropped("Server disconnected without sending a response.")


class QuietDrops(logging.Filter):
    """Keeps intended hang-ups out of the web server's error log."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], Dropped))


def gateway_page() -> Response:
    """What a proxy in front of the platform says when it is unwell."""
    return HTMLResponse(GATEWAY_PAGE, status_code=502)


def answered(ledger: Ledger, body: Json, account: Account | None, used: int) -> Response:
    """A good answer."""
    shown = _with_integer_ids(body) if ledger.settings.integer_ids else body
    return JSONResponse(shown, headers=usage_headers(ledger, account, used))


def _with_integer_ids(value: Any) -> Any:
    """The same, its ids as unquoted numbers, as clients that use floats lose them."""
    if isinstance(value, list):
        return [_with_integer_ids(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: int(one) if key in ID_KEYS and str(one).isdecimal() else _with_integer_ids(one)
        for key, one in value.items()
    }


def refused(ledger: Ledger, error: GraphError, account: Account | None, used: int) -> Response:
    """A refusal in the Graph envelope, with the status the settings want for its code."""
    refusal = error.refusal
    status = refusal.http
    if refusal.code in UNAUTHORIZED_CODES:
        status = ledger.settings.token_error_status
    if error.name == "throttled":
        status, used = ledger.settings.throttle_status, max(used, THROTTLED_ABOVE + 1)
    minutes = int(str(error.words.get("minutes", ledger.settings.regain_minutes)))
    body = envelope(refusal, trace(), **error.words)
    if refusal.name and ledger.settings.named_errors == "code":
        body["error"]["code"] = refusal.name
    return JSONResponse(body, status, headers=usage_headers(ledger, account, used, minutes))


def usage_headers(ledger: Ledger, account: Account | None, used: int, minutes: int = 0) -> dict[str, str]:
    """How much of the budgets is used, in percent; minutes until more, when there is none left."""
    shares = {"call_count": used, "total_cputime": used // 2, "total_time": used // 2}
    headers = {"x-app-usage": json.dumps(shares), "facebook-api-version": "v25.0"}
    if account:
        wait = minutes if used > THROTTLED_ABOVE else 0
        use = {"type": "instagram", **shares, "estimated_time_to_regain_access": wait}
        headers["x-business-use-case-usage"] = json.dumps({account.user_id: [use]})
    return headers
