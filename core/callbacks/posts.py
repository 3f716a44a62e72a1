"""Which post of ours is a medium that Instagram speaks of?"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.posts.model import Post


async def post_of(session: AsyncSession, account: Account, *media_ids: object) -> Post | None:
    """The post that went out as one of these media; None when the account published it without us."""
    named = [str(media_id) for media_id in media_ids if media_id]
    found = await session.execute(
        select(Post)
        .where(Post.workspace_id == account.workspace_id, Post.account_id == account.id, Post.media_id.in_(named))
        .with_for_update()
    )
    return found.scalars().first()
