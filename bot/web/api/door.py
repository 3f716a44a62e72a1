"""Around every operation: who asks is found before anything else is read, and what goes wrong is told as a problem."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.language import tr
from bot.speaker import TOO_OFTEN
from bot.web.api.asked import Asked, fingerprint_of, key_in
from bot.web.api.doors import let_do
from bot.web.api.problem import problem, problem_of, refused, unreadable
from core.api_tokens.use import Holder, holder_of, is_to_be_noted, note_use
from core.errors import RiteError
from core.services import Services
from core.tempo import Pace

UNKNOWN = "This token opens nothing here. Make one in chat: type tokens. Send it as Authorization: Bearer rite_…"
POLICY = "token"
LARGEST_BODY = 64 * 1024
TOO_LARGE = "That is more than any request here needs."
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Door(APIRoute):
    """A route that is opened with a token, by what its operation needs."""

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()

        async def answer(request: Request) -> Response:
            services: Services = request.app.state.services
            found = await holder_in(services, request.headers.get("authorization", ""))
            if found is None:
                return unknown()
            pace = services.tempo.count(found.token.id)
            response = await _done(self.operation_id or "", inner, request, Asked(services, found), pace)
            response.headers.update(pace_headers(pace))
            return response

        return answer


async def holder_in(services: Services, header: str) -> Holder | None:
    """Who holds the token of an Authorization header; its use is noted, to the minute."""
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer":
        return None
    now = services.clock.now()
    async with services.db.reading() as session:
        found = await holder_of(session, secret.strip(), now)
    if found is not None and is_to_be_noted(found.token, now):
        async with services.db.transaction() as session:
            await note_use(session, found.token, now)
    return found


def unknown() -> JSONResponse:
    return problem(401, "UnknownToken", UNKNOWN, headers={"www-authenticate": 'Bearer realm="rite"'})


def too_often(pace: Pace) -> JSONResponse:
    return problem(429, "RateLimited", tr(TOO_OFTEN), headers={"retry-after": str(pace.seconds)})


async def _done(operation: str, inner: Handler, request: Request, asks: Asked, pace: Pace) -> Response:
    if not pace.fine:
        return too_often(pace)
    try:
        let_do(asks.holder.token, asks.holder.member, operation)
        if not await _fits(request):
            return problem(413, "ContentTooLarge", TOO_LARGE)
        if request.method != "GET":
            key = key_in(request.headers.get("idempotency-key", ""))
            asks = replace(asks, key=key, fingerprint=await fingerprint_of(request))
        request.state.asked = asks
        return await inner(request)
    except RequestValidationError as error:
        return unreadable(error)
    except HTTPException as error:
        return refused(error)
    except RiteError as error:
        return problem_of(error)
    except Exception as error:  # a bug of ours: told with its short name, and in the log with all there is
        return problem_of(error)


async def _fits(request: Request) -> bool:
    """Read the body, but never more than anybody needs; what was read is what the operation reads."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LARGEST_BODY:
            return False
    request._body = bytes(read)  # Starlette keeps a body that was read whole there
    return True


def pace_headers(pace: Pace) -> dict[str, str]:
    """draft-ietf-httpapi-ratelimit-headers; nothing where there is no limit."""
    if not pace.most:
        return {}
    return {
        "ratelimit-policy": f'"{POLICY}";q={pace.most};w=60',
        "ratelimit": f'"{POLICY}";r={pace.left};t={pace.seconds}',
    }
