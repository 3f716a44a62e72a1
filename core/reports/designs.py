"""Which flyer designs a team uses and likes, and what posts in each reached."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.insights.compare import Range, range_of
from core.reports.performance import PostPerformance
from core.templates.find import find_template
from core.templates.refs import design_of
from core.templates.saved import TemplateRating

MOST = 5


@dataclass(frozen=True)
class DesignRank:
    """uses: live posts of the span; stars: the mean of the team's own ratings, None where nobody rated it."""

    name: str
    uses: int
    stars: float | None = None
    ratings: int = 0
    reach: Range | None = None


async def rank_designs(
    session: AsyncSession, workspace_id: UUID, posts: Sequence[PostPerformance]
) -> tuple[DesignRank, ...]:
    """The most used first, of equals the better rated. A post with own pictures has no design."""
    used: defaultdict[str, list[PostPerformance]] = defaultdict(list)
    for post in posts:
        if post.template:
            used[design_of(post.template)].append(post)
    rated = await _ratings(session, workspace_id, list(used))
    ranked = []
    for design, shown in used.items():
        stars, ratings = rated.get(design, (None, 0))
        reached = [reach for post in shown if (reach := post.value("reach")) is not None]
        name = await _name(session, workspace_id, shown[-1].template)
        if name:
            ranked.append(DesignRank(name, len(shown), stars, ratings, range_of(reached)))
    return tuple(sorted(ranked, key=lambda one: (-one.uses, -(one.stars or 0), one.name))[:MOST])


async def _ratings(
    session: AsyncSession, workspace_id: UUID, designs: Sequence[str]
) -> Mapping[str, tuple[float, int]]:
    found = await session.execute(
        select(TemplateRating.design, func.sum(TemplateRating.stars), func.count())
        .where(TemplateRating.workspace_id == workspace_id, TemplateRating.design.in_(designs))
        .group_by(TemplateRating.design)
    )
    return {design: (int(total) / int(number), int(number)) for design, total, number in found.all()}


async def _name(session: AsyncSession, workspace_id: UUID, template_id: str) -> str:
    """ "" for one that nobody can look at any more."""
    try:
        return (await find_template(session, workspace_id, template_id)).name
    except NotFound:
        return ""
