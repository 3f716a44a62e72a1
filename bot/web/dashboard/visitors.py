"""Who looks at a page: known by a cookie, asked for again with every press, spoken to in their own language."""

from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import Request

from bot.speaker import Speaker
from bot.web.bodies import limited_body
from core.services import Services
from core.visits.enter import Visitor, visitor_with
from core.visits.model import Visit
from core.workspaces.members import ChatIdentity

PROOF = "proof"
"""The hidden field of every form: whoever cannot read the page cannot have it pressed."""
MOST_FIELDS = 30
LARGEST_FORM = 64 * 1024


async def visitor_of(services: Services, cookie: str) -> Visitor | None:
    if not cookie:
        return None
    async with services.db.reading() as session:
        return await visitor_with(session, cookie, services.clock.now())


def proof_for(services: Services, visit: Visit) -> str:
    return services.vault.sign(_signed(visit))


async def is_own_form(services: Services, request: Request, visitor: Visitor) -> bool:
    """Whether a press came from a page of this very visit."""
    given = (await fields_of(request)).get(PROOF, "")
    return not from_elsewhere(request) and services.vault.verify(_signed(visitor.visit), given)


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent it."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


async def fields_of(request: Request) -> dict[str, str]:
    """The answers of a form; none of one that is larger than any of ours."""
    if not hasattr(request.state, "fields"):
        request.state.fields = _read(await limited_body(request, LARGEST_FORM) or b"")
    fields: dict[str, str] = request.state.fields
    return fields


def _read(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def speaker_of(visitor: Visitor) -> Speaker:
    """The same person as in the conversation in which they asked for the link."""
    place = visitor.conversation
    return Speaker(
        identity=ChatIdentity(place.platform, visitor.known_as, place.team),
        member=visitor.member,
        workspace=visitor.workspace,
        conversation=place,
        update=f"page:{uuid4()}",
    )


def _signed(visit: Visit) -> str:
    return f"dashboard form {visit.id}"
