"""What a sheet of designs looks like to a person, as one value."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.designs.sheet import Shown, get_sheet, shown
from core.errors import NotFound
from core.events.model import Event
from core.posts.model import Post
from core.posts.restyle import UNAPPROVED
from core.templates.library import Listed, listed
from core.templates.refs import design_of
from core.workspaces.model import Workspace

MOST_POSTS = 8


@dataclass(frozen=True)
class Restyled:
    """A post that wants, or could get, another design."""

    post_id: UUID
    campaign_id: UUID
    title: str
    event: str
    others: int = 0
    """How many more of its campaign's posts nobody approved yet."""

    @property
    def name(self) -> str:
        return f"{self.title} · {self.event}"


@dataclass(frozen=True)
class SheetView:
    """A message about designs: `designs` by number, None for one that is gone meanwhile."""

    id: UUID
    shown: Shown
    designs: tuple[Listed | None, ...]
    post: Restyled | None = None
    posts: tuple[Restyled, ...] = ()
    """Posts the design that is looked at could be for."""
    usual: bool = False
    """It is the one new campaigns of the team get."""
    thread_id: str | None = None


async def sheet_view(session: AsyncSession, workspace_id: UUID, sheet_id: UUID) -> SheetView:
    """Read a sheet as it was painted last; raises NotFound for one that was cleared away."""
    sheet = await get_sheet(session, workspace_id, sheet_id)
    what = shown(sheet)
    opened = what.view.opened
    return SheetView(
        id=sheet.id,
        shown=what,
        designs=tuple([await _listed(session, workspace_id, ref) for ref in what.refs]),
        post=await restyled(session, workspace_id, sheet.post_id) if sheet.post_id else None,
        posts=tuple([await restyled(session, workspace_id, UUID(post_id)) for post_id in what.view.posts]),
        usual=bool(opened) and await _usual(session, workspace_id) == design_of(opened),
        thread_id=sheet.thread_id,
    )


async def restyled(session: AsyncSession, workspace_id: UUID, post_id: UUID) -> Restyled:
    """Raises NotFound."""
    found = await session.execute(
        select(Post, Campaign.cadence, Event.name)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == workspace_id, Post.id == post_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That post is not here any more.")
    post, cadence, event = row
    others = [each for each in await _unapproved(session, workspace_id) if each.campaign_id == post.campaign_id]
    title = title_of(cadence, post.phase, post.format, post.about)
    return Restyled(post.id, post.campaign_id, title, event, sum(each.id != post.id for each in others))


async def posts_to_restyle(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[UUID]:
    """Posts a design could be for: painted ones nobody approved yet, the next first."""
    return [post.id for post in await _unapproved(session, workspace_id) if post.not_after > now][:MOST_POSTS]


async def campaign_to_restyle(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> UUID | None:
    """The post whose picture stands for a whole campaign's; None when nothing of it waits."""
    waiting = (post.id for post in await _unapproved(session, workspace_id) if post.campaign_id == campaign_id)
    return next(waiting, None)


async def _unapproved(session: AsyncSession, workspace_id: UUID) -> list[Post]:
    found = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == workspace_id,
            Post.status.in_(UNAPPROVED),
            Post.revision > 0,
            Post.story_of_id.is_(None),
        )
        .order_by(Post.due_at, Post.id)
    )
    return [post for post in found.scalars() if not post.media]


async def _listed(session: AsyncSession, workspace_id: UUID, ref: str) -> Listed | None:
    try:
        return await listed(session, workspace_id, ref)
    except NotFound:
        return None


async def _usual(session: AsyncSession, workspace_id: UUID) -> str:
    found = await session.execute(select(Workspace.preferred_design).where(Workspace.id == workspace_id))
    return design_of(found.scalar_one())
