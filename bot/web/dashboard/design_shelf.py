"""The template library: every design this team may use, searched and sorted; a post gets one in chat."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.cards.card import Fact
from bot.cards.design_words import capital, named
from bot.cards.designs import FACETS, facts_of
from bot.language import tr
from bot.web.dashboard.entrances import Entrance
from bot.web.dashboard.guarded import Values
from bot.web.dashboard.visitors import visitor_of
from core.designs.pictures import small_picture
from core.designs.sample import sample_for
from core.errors import PersonCanFix
from core.services import Services
from core.templates.find import find_template
from core.templates.library import Listed, Search, Sort, list_templates
from core.templates.parse import TemplateProblem
from core.templates.scene import Brand, Layout
from core.visits.enter import Visitor

PER_PAGE = 12
LONGEST_WORDS = 60


async def designs_page(services: Services, visitor: Visitor, request: Request) -> Values:
    asked = request.query_params
    chosen = {field: _one_of(asked.get(field, ""), options) for field, _, options in FACETS}
    chosen["sort"] = chosen["sort"] or Sort.BEST.value
    words = asked.get("words", "")[:LONGEST_WORDS]
    search = Search(
        words=words,
        category=chosen["category"],
        genre=chosen["genre"],
        theme=chosen["theme"],
        origin=chosen["origin"],
        sort=chosen["sort"],
    )
    async with services.db.reading() as session:
        found = await list_templates(session, visitor.workspace.id, search)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(int(asked["page"]) if asked.get("page", "").isdecimal() else 1, 1), pages)
    return {
        "designs": [_drawn(one) for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]],
        "facets": [_facet(field, label, options, chosen[field]) for field, label, options in FACETS],
        "words": words,
        "words_label": tr("Words"),
        "turns": [number for number in (page - 1, page + 1) if 1 <= number <= pages],
        "page": page,
        "page_said": tr("Page {page} of {pages}.", page=page, pages=pages),
        "kept": [(field, value) for field, value in {**chosen, "words": words}.items() if value],
        "nothing": tr("No design is like that. Take a filter off."),
    }


def picture_route(services: Services, entrance: Entrance) -> BaseRoute:
    """A design with its sample event, painted when somebody looks at it for the first time."""

    async def paint(request: Request) -> Response:
        visitor = await visitor_of(services, entrance.cookie_of(request))
        if visitor is None:
            return Response(status_code=401)
        ref = request.query_params.get("of", "")
        try:
            async with services.db.reading() as session:
                template = await find_template(session, visitor.workspace.id, ref)
                scene = await sample_for(session, visitor.workspace.id, ref, template)
            picture = await small_picture(services, template, Layout.PORTRAIT, scene, Brand())
        except (PersonCanFix, TemplateProblem):
            return Response(status_code=404)
        headers = {"cache-control": "private, max-age=86400", "x-content-type-options": "nosniff"}
        return Response(picture, media_type="image/jpeg", headers=headers)

    return Route(f"{entrance.at}/designs/picture", paint)


def _one_of(text: str, options: tuple[str, ...]) -> str:
    return text if text in tuple(map(str, options)) else ""


def _facet(
    field: str, label: str, options: tuple[str, ...], chosen: str
) -> tuple[str, str, list[tuple[str, str, bool]]]:
    named_options = [(str(one), capital(named(field, one)), str(one) == chosen) for one in options]
    return field, tr(label), named_options


def _drawn(design: Listed) -> tuple[str, str, list[tuple[str, str]]]:
    """Its reference, its name, and what one should know of it."""
    return design.ref, design.name, [(fact.label, fact.value) for fact in facts_of(design) if isinstance(fact, Fact)]
