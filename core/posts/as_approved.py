"""Whether a yes that was given is about what is stored now."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import approved_by
from core.posts.model import Post
from core.posts.revision import current_revision, fingerprint


async def is_as_approved(session: AsyncSession, post: Post) -> bool:
    given = await approved_by(session, post) if post.revision else None
    return given is not None and given[0].fingerprint == fingerprint(post, await current_revision(session, post))
