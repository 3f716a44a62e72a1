"""What options look like to a person, as one value."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.posts.draft import surroundings
from core.posts.option_sheet import OptionsState, get_options
from core.posts.revision import get_post
from core.workspaces.model import Member


@dataclass(frozen=True)
class Option:
    """One caption, who wrote it, and what its writer has to say."""

    caption: str
    writer: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class OptionsView:
    """Captions to choose from; `picked` counts from 1."""

    id: UUID
    post_id: UUID
    campaign_id: UUID
    title: str
    event: str
    options: tuple[Option, ...]
    state: OptionsState
    picked: int | None = None
    picked_by: str = ""
    request: str = ""
    thread_id: str | None = None


async def options_view(session: AsyncSession, workspace_id: UUID, sheet_id: UUID) -> OptionsView:
    """Read a sheet with the names around it; raises NotFound."""
    sheet = await get_options(session, workspace_id, sheet_id)
    post = await get_post(session, workspace_id, sheet.post_id)
    campaign, event, _ = await surroundings(session, post)
    return OptionsView(
        id=sheet.id,
        post_id=post.id,
        campaign_id=campaign.id,
        title=title_of(campaign.cadence, post.phase, post.format, post.about),
        event=event.name,
        options=tuple(Option(one["caption"], one["writer"], tuple(one["notes"])) for one in sheet.drafts),
        state=sheet.state,
        picked=sheet.picked,
        picked_by=await _name(session, workspace_id, sheet.picked_by_id),
        request=sheet.request,
        thread_id=sheet.thread_id,
    )


async def _name(session: AsyncSession, workspace_id: UUID, member_id: UUID | None) -> str:
    if member_id is None:
        return ""
    found = await session.execute(
        select(Member.name).where(Member.workspace_id == workspace_id, Member.id == member_id)
    )
    return found.scalar_one_or_none() or ""
