"""Give a campaign's phases their links: each once, whoever asks first."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.campaigns.next_event import event_told_of
from core.database import found_or_added
from core.events.model import Event
from core.links.model import ShortLink
from core.links.tagged import tag_of
from core.posts.model import Post, PostStatus

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is taken for another when it is typed from a picture."""
LENGTH = 9
"""Nobody comes upon one by trying: among a hundred thousand links that takes a quarter of a billion tries."""


def new_slug() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


async def link_of_post(session: AsyncSession, post: Post, campaign: Campaign, event: Event, now: datetime) -> ShortLink:
    """The link of the phase a post belongs to, made when there is none."""

    async def find() -> ShortLink | None:
        found = await session.execute(
            select(ShortLink).where(
                ShortLink.workspace_id == post.workspace_id,
                ShortLink.campaign_id == post.campaign_id,
                ShortLink.phase == post.phase,
            )
        )
        return found.scalar_one_or_none()

    async def add() -> ShortLink:
        sold = await event_told_of(session, event, post.about)
        added = ShortLink(
            id=uuid4(),
            workspace_id=post.workspace_id,
            campaign_id=campaign.id,
            phase=post.phase,
            event_id=sold.id,
            slug=new_slug(),
            tag=tag_of(sold.name, sold.starts_local.date()),
            created_at=now,
        )
        session.add(added)
        return added

    return await found_or_added(session, find, add)


async def links_of_campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, now: datetime) -> None:
    """One for every phase that has a post which may go out; those from before there were links get theirs here."""
    found = await session.execute(
        select(Post, Campaign, Event)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id, Post.status != PostStatus.CANCELLED)
        .order_by(Post.due_at, Post.id)
    )
    made: set[str] = set()
    for post, campaign, event in found.all():
        if post.phase not in made:
            made.add(post.phase)
            await link_of_post(session, post, campaign, event, now)
