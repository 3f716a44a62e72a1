"""Which design a post gets when nobody picked one, and which one it has."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.campaigns.cadence import phase as phase_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.posts.model import Post
from core.templates.catalog import choose, serves
from core.templates.find import find_template, keep_template
from core.templates.opinions import tastes
from core.workspaces.model import Member, Workspace


async def design_for(session: AsyncSession, post: Post, campaign: Campaign, event: Event) -> str:
    """What its picture is painted from; the same however often it is asked for.

    The design it has; that of the campaign's other posts of its kind, so that a campaign stays of one piece whatever
    is rated meanwhile; the one the team prefers, where it serves; else the one that suits best.
    """
    if post.template:
        return post.template
    category = phase_of(campaign.cadence, post.phase).category
    if known := await _of_siblings(session, post, campaign, category):
        return known
    if preferred := await _preferred(session, post.workspace_id, category):
        return preferred
    return choose(event.genre, category, campaign.id.hex, await tastes(session, post.workspace_id))


async def _of_siblings(session: AsyncSession, post: Post, campaign: Campaign, category: str) -> str:
    found = await session.execute(
        select(Post.phase, Post.template)
        .where(
            Post.workspace_id == post.workspace_id,
            Post.campaign_id == post.campaign_id,
            Post.id != post.id,
            Post.template != "",
        )
        .order_by(Post.due_at, Post.id)
    )
    same = (template for phase, template in found.all() if phase_of(campaign.cadence, phase).category == category)
    return next(same, "")


async def _preferred(session: AsyncSession, workspace_id: UUID, category: str) -> str:
    found = await session.execute(select(Workspace.preferred_design).where(Workspace.id == workspace_id))
    preferred = found.scalar_one()
    if not preferred:
        return ""
    return preferred if serves(await find_template(session, workspace_id, preferred), category) else ""


async def prefer(session: AsyncSession, member: Member, template_id: str, now: datetime) -> None:
    """From now on new campaigns get this design wherever it serves; empty: the one that suits best again."""
    check_may_edit(member)
    kept = await keep_template(session, member.workspace_id, template_id, now) if template_id else ""
    await session.execute(
        update(Workspace)
        .where(Workspace.id == member.workspace_id)
        .values(preferred_design=kept)
        .execution_options(synchronize_session=False)
    )
