"""A post is live: record it, once."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.queries import access_to
from core.errors import NotFound, PersonCanFix, Refused, WaitAndRetry
from core.ports.publisher import Medium
from core.posts.changed import post_changed
from core.posts.contents import slides_of
from core.posts.first_comment import want_first_comment
from core.posts.model import Post, PostStatus
from core.posts.revision import get_post
from core.posts.run import Run, release_account
from core.posts.transitions import move


async def adopt(run: Run, media_id: str | None, medium: Medium | None = None) -> None:
    """Persist the medium's id before anything else; what else there is to know of the medium may come later."""
    async with run.fenced(PostStatus.PUBLISHING, PostStatus.UNCONFIRMED) as (session, post):
        move(post, PostStatus.PUBLISHED)
        post.media_id = media_id
        post.published_at = run.now
        post.last_error = None
        post.remedy = None
        await release_account(session, post)
        run.log(session, "published", media=media_id)
        tasks.read_insights.enqueue(session, post.workspace_id, post.id)
        await want_first_comment(session, post)
        say = _look_over(run, post, medium)
        await post_changed(session, post, say="" if media_id and medium is None else say)
    if media_id is not None and medium is None:
        await _read_it(run, media_id)


async def _read_it(run: Run, media_id: str) -> None:
    medium: Medium | None = None
    if run.account is not None:
        try:
            medium = await run.parts.publisher.medium(access_to(run.account, run.parts.vault), media_id)
        except (WaitAndRetry, Refused, PersonCanFix):
            medium = None  # it is live all the same; the insights reading fills the link in later
    async with run.parts.db.transaction() as session:
        post = await _published(session, run.post.workspace_id, run.post.id)
        await post_changed(session, post, say=_look_over(run, post, medium))


def _look_over(run: Run, post: Post, medium: Medium | None) -> str:
    """Keep its link, count its slides (Instagram has been seen to lose some), and tell what to say of it."""
    if medium is None:
        return "post_live"
    post.permalink = medium.permalink
    sent = len(slides_of(post, run.revision))
    if medium.children >= sent:
        return "post_live"
    post.last_error = f"Instagram shows {medium.children} of its {sent} pictures and videos."
    post.remedy = "Look at it in the Instagram app: to show them all, delete it there and plan it anew."
    return "post_incomplete"


async def _published(session: AsyncSession, workspace_id: UUID, post_id: UUID) -> Post:
    post = await get_post(session, workspace_id, post_id)
    if post.status is not PostStatus.PUBLISHED:
        raise NotFound("That post is not live.")
    return post
