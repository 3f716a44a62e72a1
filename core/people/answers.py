"""How the accounts that were asked to share a post have answered so far."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.people.model import Collaboration, InviteState
from core.posts.model import Post


async def answers_to(session: AsyncSession, post: Post) -> Mapping[str, InviteState]:
    """Account, without "@" -> its answer; those of whom Instagram has not told anything are left out."""
    if not (post.details or {}).get("collaborators") or post.published_at is None:
        return {}
    found = await session.execute(
        select(Collaboration.username, Collaboration.state).where(
            Collaboration.workspace_id == post.workspace_id, Collaboration.post_id == post.id
        )
    )
    return {row.username: row.state for row in found}
