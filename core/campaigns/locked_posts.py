"""Posts of a campaign with their newest revisions, locked, to be changed together."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.replan import OPEN
from core.posts.model import Post, Revision


async def locked_posts(
    session: AsyncSession, workspace_id: UUID, campaign_id: UUID, *which: ColumnElement[bool]
) -> list[tuple[Post, Revision | None]]:
    """In order of time, read anew: a bulk update may have passed this session by. None: nothing was drafted yet."""
    revision = and_(
        Revision.workspace_id == workspace_id, Revision.post_id == Post.id, Revision.number == Post.revision
    )
    found = await session.execute(
        select(Post, Revision)
        .outerjoin(Revision, revision)
        .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id, *which)
        .order_by(Post.due_at, Post.id)
        .with_for_update(of=Post)
        .execution_options(populate_existing=True)
    )
    return [(post, revision) for post, revision in found.all()]


async def open_posts(
    session: AsyncSession, workspace_id: UUID, campaign_id: UUID, *which: ColumnElement[bool]
) -> list[tuple[Post, Revision | None]]:
    """Those whose words can still change; a story beside a post follows its post."""
    return await locked_posts(
        session, workspace_id, campaign_id, Post.status.in_(OPEN), Post.story_of_id.is_(None), *which
    )
