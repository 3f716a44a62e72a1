"""A word about a post that asks for nothing: kept with it, and shown on its card. Guests may, too."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.authorization.check import check
from core.authorization.table import Right
from core.errors import InvalidAnswer
from core.posts.changed import post_changed
from core.posts.model import Post
from core.posts.revision import get_post
from core.trail.model import What
from core.trail.note import note
from core.workspaces.model import Member

LONGEST = 1000


async def comment(session: AsyncSession, member: Member, post_id: UUID, words: str) -> Post:
    """Changes nothing about the post, and no yes to it."""
    check(member, Right.COMMENT)
    words = words.strip()
    if not words:
        raise InvalidAnswer("Your comment is empty.", field="words")
    if len(words) > LONGEST:
        raise InvalidAnswer(f"That is long. Up to {LONGEST:,} characters are fine.", field="words")
    post = await get_post(session, member.workspace_id, post_id)
    note(session, post, member, What.COMMENTED, words=words)
    await session.flush()
    await post_changed(session, post)
    return post
