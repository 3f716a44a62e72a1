"""What may go wrong with one call, by the fault's kind."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.responses import JSONResponse, Response

from sandbox.instagram.answers import Cut, gateway_page
from sandbox.instagram.calls import Call, Json
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ids import trace
from sandbox.instagram.landing import land, land_later
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.tokens import expiry_words
from sandbox.world import Fault

PLATFORM = "instagram"
STALL_SECONDS = 3.0
LANDING_SECONDS = 5.0
NOT_READABLE = "2207026"

Perform = Callable[[], Awaitable[Json]]
Effect = Callable[[Ledger, Fault, Perform], Awaitable[Response]]


async def _done_then_dropped(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    await perform()
    return Cut()


async def _done_then_outage(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    await perform()
    raise GraphError("outage")


async def _done_then_blocked(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    await perform()
    raise GraphError("action_blocked")


async def _stalled(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    await asyncio.sleep(float(fault.details.get("seconds", STALL_SECONDS)))
    return Cut()


async def _lands_later(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    land_later(ledger, float(fault.details.get("seconds", LANDING_SECONDS)), perform)
    return Cut()


async def _html(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    return gateway_page()


async def _throttled(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    raise GraphError("throttled", minutes=fault.details.get("minutes", ledger.settings.regain_minutes))


async def _expired(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    raise GraphError("token_expired", **expiry_words(ledger, ledger.now()))


async def _plain_error(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
    """details: {status, code, subcode, message, transient, title, text}, all optional."""
    details = fault.details
    error: Json = {
        "message": details.get("message", "An unknown error occurred"),
        "type": details.get("type", "OAuthException"),
        "code": details.get("code", 1),
    }
    if details.get("subcode") is not None:
        error["error_subcode"] = details["subcode"]
    for name, key in (("is_transient", "transient"), ("error_user_title", "title"), ("error_user_msg", "text")):
        if key in details:
            error[name] = details[key]
    return JSONResponse({"error": error | {"fbtrace_id": trace()}}, int(details.get("status", 400)))


def _refusing(name: str, **words: object) -> Effect:
    async def refuse(ledger: Ledger, fault: Fault, perform: Perform) -> Response:
        raise GraphError(name, **words)

    return refuse


EFFECTS: Mapping[str, Effect] = {
    "apply_then_drop": _done_then_dropped,
    "apply_then_500": _done_then_outage,
    "apply_then_4_2207051": _done_then_blocked,
    "timeout_before": _stalled,
    "slow_landing": _lands_later,
    "9007": _refusing("not_ready"),
    "100_33": _refusing("unreadable", method="get", id="0"),
    "24_2207006": _refusing("not_found", id="0"),
    "html_502": _html,
    "throttle": _throttled,
    "expired": _expired,
    "media_refused": _refusing("aspect_ratio", ratio="0.42"),
    "outage": _refusing("outage"),
    "server_error": _refusing("server"),
    "blocked": _refusing("action_blocked"),
    "quota": _refusing("quota"),
    "error": _plain_error,
}


async def around(ledger: Ledger, operation: str, call: Call | None, perform: Perform) -> Response | Json:
    """Do what was asked, unless a fault waits for this operation or chance brings one: then whatever that one does.

    Raises GraphError, and KeyError for a kind of fault nobody knows.
    """
    await land(ledger)
    fault = ledger.world.take_fault(PLATFORM, operation)
    if fault is None and call is not None:
        fault = ledger.mix.draw(PLATFORM, call.account.user_id, operation)
    if fault is None:
        return await perform()
    if fault.kind == "missing_slide":
        if call:
            call.lacks_slide = True
        return await (_done_then_dropped(ledger, fault, perform) if fault.details.get("answer_lost") else perform())
    if fault.kind == "container_fails":
        if call:
            call.failure = str(fault.details.get("subcode", NOT_READABLE))
        return await perform()
    return await EFFECTS[fault.kind](ledger, fault, perform)
