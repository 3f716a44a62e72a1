"""What people think of designs, and how often they are used: counted over everybody, told without anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.authorization.check import check
from core.authorization.table import Right
from core.database import found_or_added
from core.errors import InvalidAnswer
from core.posts.model import Post
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.templates.find import visible
from core.templates.refs import design_of, saved_ref
from core.templates.saved import TemplateRating, TemplateUse
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member

STARS = range(1, 6)
PRIOR_MEAN, PRIOR_WEIGHT = 3.5, 5
"""A design nobody rated is thought to be fair; five ratings weigh as much as that thought."""


@dataclass(frozen=True)
class Opinion:
    """How a design is liked and used: `mean` is honest, `score` is what sorting goes by."""

    total: int = 0
    ratings: int = 0
    uses: int = 0

    @property
    def mean(self) -> float | None:
        return self.total / self.ratings if self.ratings else None

    @property
    def score(self) -> float:
        """The mean drawn towards the middle as long as few have spoken: one 5 is not better than ninety 4.8."""
        return (PRIOR_MEAN * PRIOR_WEIGHT + self.total) / (PRIOR_WEIGHT + self.ratings)


NONE = Opinion()


async def rate_template(session: AsyncSession, member: Member, template_id: str, stars: int, now: datetime) -> None:
    """One member's word on a design; said again, it replaces the first. Raises InvalidAnswer and NotFound."""
    check(member, Right.RATE_DESIGN)
    if stars not in STARS:
        raise InvalidAnswer("Rate it from 1 to 5.")
    ref = saved_ref(template_id)
    if ref is not None:
        await visible(session, member.workspace_id, ref.saved_id)
    design = design_of(template_id)

    async def find() -> TemplateRating | None:
        found = await session.execute(
            select(TemplateRating).where(
                TemplateRating.workspace_id == member.workspace_id,
                TemplateRating.member_id == member.id,
                TemplateRating.design == design,
            )
        )
        return found.scalar_one_or_none()

    async def add() -> TemplateRating:
        rating = TemplateRating(
            id=uuid4(),
            workspace_id=member.workspace_id,
            member_id=member.id,
            design=design,
            stars=stars,
            rated_at=now,
        )
        session.add(rating)
        track(session, Tracked.TEMPLATE_RATED, member.workspace_id, member.id, stars=stars)
        return rating

    rating = await found_or_added(session, find, add)
    rating.stars, rating.rated_at = stars, now
    await session.flush()


async def note_use(session: AsyncSession, post: Post, now: datetime) -> None:
    """Somebody said yes to a post: its design was used, once, whatever happens to the post."""
    if not post.template or post.media or post.story_of_id:  # the story beside a post shows the same flyer
        return
    design = design_of(post.template)

    async def find() -> TemplateUse | None:
        found = await session.execute(
            select(TemplateUse).where(TemplateUse.workspace_id == post.workspace_id, TemplateUse.post_id == post.id)
        )
        return found.scalar_one_or_none()

    async def add() -> TemplateUse:
        use = TemplateUse(id=uuid4(), workspace_id=post.workspace_id, post_id=post.id, design=design, used_at=now)
        session.add(use)
        return use

    use = await found_or_added(session, find, add)
    use.design = design


async def opinions(session: AsyncSession, designs: Iterable[str]) -> Mapping[str, Opinion]:
    """By design: sums over all workspaces, which name nobody."""
    wanted = list(dict.fromkeys(designs))
    rated = await session.execute(
        select(TemplateRating.design, func.sum(TemplateRating.stars), func.count())
        .where(TemplateRating.design.in_(wanted))
        .group_by(TemplateRating.design)
        .execution_options(**ACROSS_WORKSPACES)
    )
    used = await session.execute(
        select(TemplateUse.design, func.count())
        .where(TemplateUse.design.in_(wanted))
        .group_by(TemplateUse.design)
        .execution_options(**ACROSS_WORKSPACES)
    )
    uses: dict[str, int] = {design: int(number) for design, number in used.all()}
    stars = {design: (int(total), int(number)) for design, total, number in rated.all()}
    return {each: Opinion(*stars.get(each, (0, 0)), uses.get(each, 0)) for each in wanted}


async def tastes(session: AsyncSession, workspace_id: UUID) -> Mapping[str, float]:
    """The mean of what this workspace's own people gave, by design."""
    found = await session.execute(
        select(TemplateRating.design, func.sum(TemplateRating.stars), func.count())
        .where(TemplateRating.workspace_id == workspace_id)
        .group_by(TemplateRating.design)
    )
    return {design: int(total) / int(number) for design, total, number in found.all()}
