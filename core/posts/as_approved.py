"""Whether enough yeses are about what is stored now."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import approved_fingerprint, standing
from core.posts.model import Post
from core.posts.revision import current_revision, fingerprint


async def is_as_approved(session: AsyncSession, post: Post) -> bool:
    """By the rule as it is now."""
    if not post.revision:
        return False
    revision = await current_revision(session, post)
    return await approved_fingerprint(session, post, revision.author_id) == fingerprint(post, revision)


async def has_fitting_yes(session: AsyncSession, post: Post) -> bool:
    """Whether somebody's yes is about what is stored now, though more may be needed."""
    given = await standing(session, post) if post.revision else []
    return bool(given) and given[-1].fingerprint == fingerprint(post, await current_revision(session, post))
