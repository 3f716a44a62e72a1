"""Add a post of one's own to a campaign: uploaded pictures or a video, or a flyer at an hour of one's choice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import EXTRA
from core.campaigns.model import Campaign
from core.errors import NotFound
from core.posts.changed import post_changed
from core.posts.details import NO_DETAILS, Details
from core.posts.hashtags import insist_useful, typed
from core.posts.media import Item, stored
from core.posts.model import Format, Post, PostStatus
from core.posts.planned import insist_publishable
from core.posts.revision import freeze
from core.posts.schedule import ROOM, check_slot
from core.posts.wall_slot import chosen
from core.posts.wall_time import evening_and_zone
from core.workspaces.model import Member


@dataclass(frozen=True, kw_only=True)
class NewPost:
    """What somebody wants to go out. Without items the flyer is painted; without a caption one is drafted.

    film: the painted flyer of a story moves; that of a reel always does.
    """

    format: Format
    due_at: datetime
    items: tuple[Item, ...] = ()
    caption: str = ""
    details: Details = NO_DETAILS
    film: bool = False


async def add_post(session: AsyncSession, member: Member, campaign_id: UUID, wish: NewPost, now: datetime) -> Post:
    """Plan one more post; it waits for a yes like every other. Raises InvalidAnswer with the field's key."""
    check_may_edit(member)
    check_slot(wish.due_at, now)
    insist_useful(wish.details.first_comment)
    campaign = await _campaign(session, member, campaign_id)
    post = Post(
        id=uuid4(),
        workspace_id=member.workspace_id,
        campaign_id=campaign.id,
        account_id=campaign.account_id,
        phase=EXTRA.key,
        format=wish.format,
        status=PostStatus.DRAFT,
        revision=0,
        due_at=wish.due_at,
        not_after=wish.due_at + ROOM,
        media=stored(wish.items),
        film=wish.film and not wish.items,
        details=wish.details.stored(),
        baseline=[],
    )
    session.add(post)
    await session.flush()
    post.slot = chosen(wish.due_at, *await evening_and_zone(session, post)).stored()
    await insist_publishable(session, post, wish.caption)
    if wish.caption:
        await _as_written(session, member, post, wish.caption, now)
    else:
        tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    await post_changed(session, post)
    return post


async def _campaign(session: AsyncSession, member: Member, campaign_id: UUID) -> Campaign:
    found = await session.execute(
        select(Campaign).where(Campaign.workspace_id == member.workspace_id, Campaign.id == campaign_id)
    )
    campaign = found.scalar_one_or_none()
    if campaign is None:
        raise NotFound("That event is not here any more.")
    return campaign


async def _as_written(session: AsyncSession, member: Member, post: Post, caption: str, now: datetime) -> None:
    caption, notes = await typed(session, post, caption)
    await freeze(
        session,
        post,
        caption=caption,
        headline="",
        alt_text="",
        writer=f"written by {member.name}"[:60],
        notes=notes,
        author_id=member.id,
        now=now,
    )
    tasks.render_post.enqueue(session, post.workspace_id, post.id)
