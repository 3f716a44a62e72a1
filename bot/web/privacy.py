"""What became of a wish to be erased, for whoever has its code: nobody here knows them any more."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.language import tr, tr_many
from bot.web.pages import page
from bot.words import long_moment
from core.privacy.ask import request_with
from core.privacy.model import PrivacyRequest, Wish
from core.services import Services


def privacy_routes(services: Services) -> list[BaseRoute]:
    async def status(request: Request) -> Response:
        async with services.db.reading() as session:
            found = await request_with(session, request.path_params["code"])
        if found is None or found.wish is not Wish.ERASE:
            return page(
                tr("No such request"), tr("I know no request with this code. Is the address complete?"), status=404
            )
        return page(tr("Your data on Rite"), *_in_words(found))

    return [Route("/privacy/{code}", status, methods=["GET"])]


def _in_words(request: PrivacyRequest) -> list[str]:
    said = [tr("Your request was received on {moment}.", moment=long_moment(request.asked_at, "UTC"))]
    if request.undone_at is not None:
        return [*said, tr("It was taken back on {moment}.", moment=long_moment(request.undone_at, "UTC"))]
    if request.done_at is None:
        return [*said, tr("Until {moment} it can be taken back.", moment=long_moment(request.due_at, "UTC"))]
    rows = sum(request.found["rows"].values())
    return [
        *said,
        tr("It was done on {moment}.", moment=long_moment(request.done_at, "UTC")),
        tr_many("{n} entry was erased or made nameless.", "{n} entries were erased or made nameless.", rows),
        tr("Every table and every file was searched afterwards, and nothing was left."),
    ]
