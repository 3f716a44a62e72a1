"""A post whose words or picture could not be made: said where it is shown, and begun again at a press."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.errors import Cure, NotNow
from core.events.model import Event
from core.notices.model import Trouble
from core.notices.notify import tell_trouble
from core.posts.changed import post_changed
from core.posts.draft import needs_words
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, get_post
from core.posts.transitions import IN_WORDS
from core.workspaces.model import Member


async def say_campaign_not_begun(session: AsyncSession, why: str, workspace_id: UUID, campaign_id: UUID) -> None:
    """Where it was created: nothing was drafted."""
    found = await session.execute(
        select(Campaign.conversation_id, Event.name)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    for home, name in found.all():
        tell_trouble(session, workspace_id, home, Trouble.CAMPAIGN, why, subject_id=campaign_id, about=name)


async def say_not_drafted(session: AsyncSession, why: str, workspace_id: UUID, post_id: UUID) -> None:
    """The words are missing."""
    post = await get_post(session, workspace_id, post_id, lock=True)
    if needs_words(post):
        await _say(session, post, f"I could not write it. {why}", "post_undrafted")


async def say_not_painted(session: AsyncSession, why: str, workspace_id: UUID, post_id: UUID) -> None:
    """The picture is missing."""
    post = await get_post(session, workspace_id, post_id, lock=True)
    if await _needs_picture(session, post):
        await _say(session, post, f"I could not make its picture. {why}", "post_unpainted")


async def prepare_again(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Ring once more for whatever is missing."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if needs_words(post):
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    elif await _needs_picture(session, post):
        tasks.render_post.enqueue(session, post.workspace_id, post.id)
    else:
        raise NotNow(f"This post is {IN_WORDS[post.status]}; nothing of it is missing.")
    post.last_error, post.cure = None, Cure.NONE
    await post_changed(session, post)
    return post


async def begin_again(session: AsyncSession, member: Member, campaign_id: UUID) -> None:
    """Ring once more for the drafts of a campaign; what is drafted already stays."""
    check_may_edit(member)
    tasks.draft_campaign.enqueue(session, member.workspace_id, campaign_id)


async def _needs_picture(session: AsyncSession, post: Post) -> bool:
    if post.status is not PostStatus.DRAFT or post.revision == 0:
        return False
    return (await current_revision(session, post)).fingerprint is None


async def _say(session: AsyncSession, post: Post, error: str, key: str) -> None:
    post.last_error, post.remedy, post.cure = error, None, Cure.AGAIN
    await post_changed(session, post, say=key)
