"""What Meta tells us by itself: deliveries, people who take the app away, people who want to be forgotten."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import parse_qs

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.language import mark, tr
from bot.web.bodies import limited_body
from bot.web.pages import page
from bot.words import long_moment, number_in_words
from core.callbacks.erase import deletion, erase
from core.callbacks.leave import deauthorized
from core.callbacks.model import DeletionRequest
from core.callbacks.receive import receive
from core.callbacks.signed_request import SignedRequest, read_signed_request
from core.callbacks.webhooks import SIGNATURE_HEADER, challenge, changes, check_signature
from core.errors import InvalidAnswer, NotAllowed
from core.services import Services

log = structlog.get_logger(__name__)

KEPT = {
    "account days": mark("account days"),
    "accounts": mark("accounts"),
    "audiences": mark("audiences"),
    "comments": mark("comments"),
    "containers": mark("containers"),
    "deliveries": mark("deliveries"),
    "post numbers": mark("post numbers"),
    "publishing steps": mark("publishing steps"),
    "uses of the token": mark("uses of the token"),
}
"""What is kept with an account, as core/callbacks/erase.py counts it."""
LARGEST_FORM = 64 * 1024
STATUS = "/instagram/deletion-status"
T = TypeVar("T")


def meta_routes(services: Services) -> list[BaseRoute]:
    """Deliveries are answered once they are stored: what is not stored is not answered, and Meta sends it again."""
    secrets = services.settings.meta_secrets

    async def verify(request: Request) -> Response:
        word = services.settings.instagram_webhook_verify_token
        try:
            return PlainTextResponse(challenge(request.query_params, word.get_secret_value() if word else None))
        except NotAllowed:
            return PlainTextResponse("forbidden", status_code=403)

    async def deliver(request: Request) -> Response:
        body = await limited_body(request)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        try:
            check_signature(body, request.headers.get(SIGNATURE_HEADER), secrets)
            told = changes(body)
        except NotAllowed as error:
            return PlainTextResponse(error.message, status_code=403)
        except InvalidAnswer:
            log.warning("instagram delivered something of an unknown shape", size=len(body))
            return PlainTextResponse("ok")  # sent again it would be as strange
        async with services.db.transaction() as session:
            await receive(session, told, services.clock.now())
        return PlainTextResponse("ok")

    async def _asked(
        request: Request, do: Callable[[AsyncSession, SignedRequest], Awaitable[T]]
    ) -> T | PlainTextResponse:
        body = await limited_body(request, LARGEST_FORM)
        signed = parse_qs((body or b"").decode("latin-1")).get("signed_request", [""])[0]
        try:
            asked = read_signed_request(signed, secrets)
            async with services.db.transaction() as session:
                return await do(session, asked)
        except NotAllowed as error:
            return PlainTextResponse(error.message, status_code=403)

    async def deauthorize(request: Request) -> Response:
        left = await _asked(request, lambda session, asked: deauthorized(session, asked, services.clock.now()))
        return left if isinstance(left, Response) else PlainTextResponse("ok")

    async def delete_data(request: Request) -> Response:
        done = await _asked(request, lambda session, asked: erase(session, asked, services.clock.now()))
        if isinstance(done, Response):
            return done
        url = f"{services.public_url}{STATUS}/{done.code}"
        return JSONResponse({"url": url, "confirmation_code": done.code})

    async def status(request: Request) -> Response:
        async with services.db.reading() as session:
            found = await deletion(session, request.path_params["code"])
        if found is None:
            return page(
                tr("No such request"), tr("I know no request with this code. Is the address complete?"), status=404
            )
        return page(tr("Your data on Rite"), *_in_words(found))

    return [
        Route("/instagram/webhooks", verify, methods=["GET"]),
        Route("/instagram/webhooks", deliver, methods=["POST"]),
        Route("/instagram/deauthorize", deauthorize, methods=["POST"]),
        Route("/instagram/data-deletion", delete_data, methods=["POST"]),
        Route(f"{STATUS}/{{code}}", status, methods=["GET"]),
    ]


def _in_words(request: DeletionRequest) -> list[str]:
    said = [tr("Your request was received on {moment}.", moment=long_moment(request.received_at, "UTC"))]
    if request.done_at is None:
        return [*said, tr("It is being worked on.")]
    said.append(tr("It was done on {moment}.", moment=long_moment(request.done_at, "UTC")))
    kept = [(name, number) for name, number in sorted(request.erased.items()) if number]
    gone = ", ".join(f"{_kept(name)}: {number_in_words(number)}" for name, number in kept)
    if not gone:
        return [*said, tr("Nothing was kept about you, so there was nothing to erase.")]
    return [
        *said,
        tr("Erased: your account's name and ids, its access, and what was kept with them ({gone}).", gone=gone),
        tr("What the team wrote and drew for its own events stays with the team."),
    ]


def _kept(name: str) -> str:
    return tr(KEPT[name]) if name in KEPT else name
