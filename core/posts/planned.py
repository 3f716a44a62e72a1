"""What is known of a post, as the preflight wants it: said while drafting, and looked at again before publishing."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.model import Post


async def insist_publishable(session: AsyncSession, post: Post, caption: str) -> None:
    """Raise InvalidAnswer, with the field's key, for the first thing Instagram would refuse."""
