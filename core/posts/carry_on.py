"""A post that was taken up again goes on where it stood: words still to be written, a picture still to be painted."""

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.unasked import let_go_unasked
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision
from core.posts.transitions import move


async def carry_on(session: AsyncSession, post: Post) -> None:
    """Of a post in review that is not ready to be judged, ring for the missing part; one that is waits for its yes.

    Where none is needed, it goes to the schedule.
    """
    if post.revision == 0:
        move(post, PostStatus.DRAFT)
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    elif post.request:
        move(post, PostStatus.CHANGES_REQUESTED)
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    elif (await current_revision(session, post)).fingerprint is None:
        move(post, PostStatus.DRAFT)
        tasks.render_post.enqueue(session, post.workspace_id, post.id)
    else:
        await let_go_unasked(session, post)
