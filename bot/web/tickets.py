"""Ticket shops tell how tickets sell: one address for each workspace, signed or with a token."""

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.bodies import limited_body
from core.errors import InvalidAnswer, NotAllowed, NotFound, PersonCanFix
from core.services import Services
from core.tickets.delivery import KEY, LARGEST, read_delivery
from core.tickets.find import campaign_named
from core.tickets.model import Source, secret_place
from core.tickets.record import Recorded, record_delivery
from core.tickets.shop import PATH, shop_at
from core.tickets.signing import SIGNATURE, TIMESTAMP, check_signature, check_token

log = structlog.get_logger(__name__)

STATUS: dict[type[PersonCanFix], int] = {NotAllowed: 401, NotFound: 404, InvalidAnswer: 422}


def ticket_routes(services: Services) -> list[BaseRoute]:
    """Answered once it is stored: what is not stored is not answered, and the shop sends it again."""

    async def deliver(request: Request) -> Response:
        body = await limited_body(request, LARGEST)
        if body is None:
            return _said(413, f"A delivery has at most {LARGEST // 1024} KiB.")
        try:
            return _answer(await _recorded(services, request, body))
        except PersonCanFix as error:
            status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 409)
            log.info("a ticket shop was refused", status=status)
            return _said(status, error.message)

    return [Route(f"{PATH}/{{shop}}", deliver, methods=["POST"])]


async def _recorded(services: Services, request: Request, body: bytes) -> Recorded:
    now = services.clock.now()
    async with services.db.transaction() as session:
        shop = await shop_at(session, request.path_params["shop"])
        if given := request.headers.get(SIGNATURE):
            secret = services.vault.open(shop.secret_sealed, secret_place(shop.id, shop.workspace_id))
            said_at = check_signature(secret, given, request.headers.get(TIMESTAMP, ""), body, now)
            source = Source.WEBHOOK
        else:
            check_token(shop.token_hash, request.headers.get("authorization", ""))
            said_at, source = now, Source.API
        sent = read_delivery(body, request.headers.get(KEY, ""))
        campaign_id = await campaign_named(session, shop.workspace_id, sent.event, now)
        return await record_delivery(
            session,
            shop.workspace_id,
            campaign_id,
            sent.told,
            source=source,
            key=sent.key,
            as_of=sent.at or said_at,
            now=now,
        )


def _answer(done: Recorded) -> Response:
    tickets = done.tickets
    return JSONResponse(
        {
            "status": "noted" if done.new else "known",
            "event": done.event,
            "sold": tickets.sold,
            "capacity": tickets.capacity,
            "left": tickets.left,
            "sold_out": tickets.sold_out,
            "proposed": list(done.proposed),
        }
    )


def _said(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
