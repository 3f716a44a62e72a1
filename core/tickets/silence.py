"""Once it is sold out, nobody is sent to buy a ticket: captions that do are written anew and wait for a yes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.decide import reopen
from core.copy.craft import IN_BIO
from core.events.model import Event
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus, Revision
from core.posts.transitions import move

ANEW = "another version"
"""A wish both writers know; the brief has no ticket link any more."""
OPEN = (PostStatus.DRAFT, PostStatus.IN_REVIEW, PostStatus.SCHEDULED, PostStatus.HELD)


async def silence(session: AsyncSession, event: Event, campaign_id: UUID) -> int:
    """Redraft every unpublished caption that calls to tickets; returns how many. A yes to them counts no longer."""
    found = await session.execute(
        select(Post, Revision.caption)
        .join(Revision, (Revision.post_id == Post.id) & (Revision.number == Post.revision))
        .where(
            Post.workspace_id == event.workspace_id,
            Revision.workspace_id == event.workspace_id,
            Post.campaign_id == campaign_id,
            Post.status.in_(OPEN),
            Post.story_of_id.is_(None),
        )
        .order_by(Post.due_at)
        .with_for_update(of=Post)
        .execution_options(populate_existing=True)
    )
    calling = [post for post, caption in found.all() if IN_BIO.search(caption)]
    for post in calling:
        if post.status is not PostStatus.DRAFT:
            await reopen(session, post)
            move(post, PostStatus.CHANGES_REQUESTED)
        post.request = ANEW
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
        await post_changed(session, post)
    return len(calling)
