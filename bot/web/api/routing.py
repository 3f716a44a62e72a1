"""What all routers share: the door, the problems every operation may answer with, and the usual parameters."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query

from bot.web.api.asked import LONGEST_KEY, Asked, asked
from bot.web.api.door import Door
from bot.web.api.paging import MOST, USUAL
from bot.web.api.problem import MEDIA_TYPE, Problem

STATUSES = {
    401: "No token, or one that opens nothing.",
    403: "The token or its member may not do that.",
    404: "It is not here (any more).",
    409: "Its state forbids it, or the same request is being worked on.",
    413: "The body is too large.",
    422: "A field needs care; `errors` names it.",
    429: "Too many requests; `Retry-After` tells when to come back.",
    503: "Something we need is not there at the moment; `Retry-After` tells when to come back.",
}
Asks = Annotated[Asked, Depends(asked)]
Cursor = Annotated[str, Query(max_length=300, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
USUAL_LIMIT = USUAL
_KEY = Header(
    alias="Idempotency-Key",
    max_length=LONGEST_KEY,
    description="A new one for each request: sent again within a day, it is answered and not done again.",
)


async def _idempotency_key(_: Annotated[str | None, _KEY] = None) -> None:
    """Only for the document: the door reads it before anything is done."""


ONCE: list[Any] = [Depends(_idempotency_key)]


def router(tag: str) -> APIRouter:
    """A noun's operations."""
    told: dict[int | str, dict[str, Any]] = {
        status: {
            "description": said,
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}},
        }
        for status, said in STATUSES.items()
    }
    return APIRouter(route_class=Door, tags=[tag], responses=told)
