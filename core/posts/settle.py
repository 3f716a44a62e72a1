"""A person looked at Instagram and tells what we could not find out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.errors import Cure, NotNow
from core.posts.changed import post_changed
from core.posts.first_comment import want_first_comment
from core.posts.model import Post, PostStatus
from core.posts.revision import drop_container, get_post
from core.posts.transitions import IN_WORDS, move
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.trail.model import What
from core.trail.note import note
from core.workspaces.model import Member


async def it_is_live(session: AsyncSession, member: Member, post_id: UUID, now: datetime) -> Post:
    """The post is live; its id stays unknown until a reading finds it."""
    post = await _unconfirmed(session, member, post_id)
    move(post, PostStatus.PUBLISHED)
    note(session, post, member, What.SAW_IT_LIVE)
    track(session, Tracked.POST_PUBLISHED, post.workspace_id, member.id, format=post.format, retries=post.attempt)
    post.published_at = post.sent_at or now
    post.last_error = None
    post.remedy = None
    tasks.read_insights.enqueue(session, post.workspace_id, post.id)
    await want_first_comment(session, post)
    await post_changed(session, post)
    return post


async def not_there(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """The post is not live, so it did fail; it may be tried again with a container of its own."""
    post = await _unconfirmed(session, member, post_id)
    move(post, PostStatus.FAILED)
    note(session, post, member, What.SAW_IT_ABSENT)
    track(session, Tracked.POST_FAILED, post.workspace_id, member.id, format=post.format, retries=post.attempt)
    post.sent_at = None
    post.sends = 0
    post.cure = Cure.AGAIN
    post.last_error = "It did not go out."
    post.remedy = f"{member.name} looked: it is not on Instagram. Press Try again to send it once more."
    await drop_container(session, post)
    await post_changed(session, post)
    return post


async def _unconfirmed(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.status is not PostStatus.UNCONFIRMED:
        raise NotNow(f"This post is {IN_WORDS[post.status]}; there is nothing to confirm.")
    return post
