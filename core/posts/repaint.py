"""Paint drafts again after the brand changed: same words, new pictures. What was approved keeps the picture it has."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.posts.model import Post, PostStatus, Revision
from core.posts.revision import current_revision, get_post
from core.posts.same_words import with_same_words
from core.workspaces.brand import brand_row
from core.workspaces.model import Member


async def in_the_old_look(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[UUID]:
    """Posts that wait for a yes with a picture from before the brand's last change, and can still go out."""
    brand = await brand_row(session, workspace_id)
    if brand is None:
        return []
    shown = and_(Revision.post_id == Post.id, Revision.number == Post.revision)
    found = await session.execute(
        select(Post)
        .join(Revision, shown)
        .where(
            Post.workspace_id == workspace_id,
            Revision.workspace_id == workspace_id,
            Post.status == PostStatus.IN_REVIEW,
            Post.not_after > now,
            Revision.created_at < brand.changed_at,
        )
        .order_by(Post.due_at, Post.id)
    )
    return [post.id for post in found.scalars() if not post.media]


async def repaint(session: AsyncSession, member: Member, now: datetime) -> list[Post]:
    """A new revision of each of them, painted in the brand as it is; raises NotNow when there is none left."""
    check_may_edit(member)
    posts = []
    for post_id in await in_the_old_look(session, member.workspace_id, now):
        post = await get_post(session, member.workspace_id, post_id, lock=True)
        if post.status is PostStatus.IN_REVIEW and not post.media:
            posts.append(await _anew(session, member, post, now))
    if not posts:
        raise NotNow("No draft has the old look any more.")
    return posts


async def _anew(session: AsyncSession, member: Member, post: Post, now: datetime) -> Post:
    old = await current_revision(session, post)
    return await with_same_words(session, post, old, now, made_by=member.id)
