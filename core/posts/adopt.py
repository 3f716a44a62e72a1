"""A post is live: record it, once."""

from core import tasks
from core.accounts.queries import access_to
from core.errors import PersonCanFix, Refused, WaitAndRetry
from core.ports.publisher import Medium
from core.posts.changed import post_changed
from core.posts.contents import slides_of
from core.posts.first_comment import want_first_comment
from core.posts.model import Post, PostStatus
from core.posts.run import Run, release_account
from core.posts.transitions import move
from core.telemetry.names import Tracked
from core.telemetry.track import track


async def adopt(run: Run, media_id: str | None, medium: Medium | None = None) -> None:
    """Persist the medium's id before anything else; then read what else there is to know of it, and tell, once.

    Should this run die in between, the next one finds the id and goes on from there.
    """
    if media_id is not None and medium is None:
        await _keep(run, media_id)
        medium = await _read(run, media_id)
    async with run.fenced(PostStatus.PUBLISHING, PostStatus.UNCONFIRMED) as (session, post):
        move(post, PostStatus.PUBLISHED)
        post.media_id = media_id
        post.published_at = run.now
        post.last_error = None
        post.remedy = None
        await release_account(session, post)
        run.log(session, "published", media=media_id)
        track(session, Tracked.POST_PUBLISHED, post.workspace_id, format=post.format, retries=post.attempt)
        if medium is None:
            tasks.read_insights.enqueue(session, post.workspace_id, post.id)  # it finds what is not known yet
        await want_first_comment(session, post)
        await post_changed(session, post, say=_look_over(run, post, medium))


async def _keep(run: Run, media_id: str) -> None:
    async with run.fenced(PostStatus.PUBLISHING, PostStatus.UNCONFIRMED) as (_, post):
        post.media_id = media_id


async def _read(run: Run, media_id: str) -> Medium | None:
    """None when it can't be read now: it is live all the same."""
    if run.account is None:
        return None
    try:
        return await run.parts.publisher.medium(access_to(run.account, run.parts.vault), media_id)
    except (WaitAndRetry, Refused, PersonCanFix):
        return None


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
