"""Write the words of a post and freeze them as its next revision."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.next_event import event_told_of
from core.errors import Cure
from core.events.model import Event
from core.hashtags.caption import Join
from core.links.make import link_of_post
from core.people.brief import with_people
from core.ports.copywriter import Brief
from core.ports.parts import Parts
from core.posts.brief import brief_of
from core.posts.changed import post_changed
from core.posts.hashtags import placed, with_hashtags
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import freeze, get_post
from core.posts.transitions import move
from core.recaps.next_date import with_next_date
from core.spending import within_budget
from core.tickets.brief import with_tickets
from core.workspaces.brand import kit_of

PACE = timedelta(seconds=2)
"""Chats take an edit of the same message about so often."""


async def draft_campaign(parts: Parts, workspace_id: UUID, campaign_id: UUID) -> None:
    """Ring for the draft of every post that has none yet."""
    async with parts.db.transaction() as session:
        found = await session.execute(
            select(Campaign).where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
        )
        campaign = found.scalar_one()
        if campaign.status is CampaignStatus.DRAFT:
            campaign.status = CampaignStatus.ACTIVE
        waiting = await session.execute(
            select(Post.id)
            .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id, Post.revision == 0)
            .order_by(Post.due_at)
        )
        for post_id in waiting.scalars():
            tasks.draft_post.enqueue(session, workspace_id, post_id)


async def draft_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """Have the caption written, outside any transaction, then freeze it and ring for the picture."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if not needs_words(post):
            return
        brief = await brief_for(session, post)
        answered = (post.revision, post.request)
        facts = await facts_told(session, post)
        began = parts.clock.now()
    draft = await within_budget.draft(parts, workspace_id, brief, post_id=post_id, revision=answered[0] + 1)
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if not needs_words(post) or (post.revision, post.request) != answered:
            return
        if await facts_told(session, post) != facts:
            tasks.draft_post.enqueue(session, workspace_id, post_id)  # the event changed while this was written
            return
        await _with_link(session, post, parts.clock.now())
        caption = await placed(session, post, draft.caption, Join.INSTEAD if brief.previous else Join.AFTER)
        await freeze(
            session,
            post,
            caption=caption,
            headline=draft.headline,
            alt_text=draft.alt_text,
            writer=draft.writer,
            notes=list(draft.notes),
            author_id=post.requested_by_id or await _author_of(session, post),
            now=parts.clock.now(),
        )
        post.request = ""
        post.requested_by_id = None
        post.last_error, post.cure = None, Cure.NONE
        if post.status is PostStatus.CHANGES_REQUESTED:
            move(post, PostStatus.DRAFT)
        if is_worth_a_step(post, parts.clock.now() - began):
            await post_changed(session, post)  # "drawing the flyer"
        tasks.render_post.enqueue(session, workspace_id, post_id)


async def _with_link(session: AsyncSession, post: Post, now: datetime) -> None:
    """What is written from now on can be pointed at by a link of its phase."""
    campaign, event, _ = await surroundings(session, post)
    await link_of_post(session, post, campaign, event, now)


def is_worth_a_step(post: Post, writing_took: timedelta) -> bool:
    """Whether a card that shows the writing is redrawn for the drawing: at most every two seconds, and not for nothing.

    A first draft has no card yet: its campaign's tells how far it is.
    """
    film = bool(post.film) or (post.format is Format.REEL and not post.media)
    return post.revision > 1 and (writing_took >= PACE or film)


def needs_words(post: Post) -> bool:
    """Whether a caption is still to be written, or to be written anew."""
    writable = post.status in (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED)
    return writable and (post.revision == 0 or bool(post.request))


async def brief_for(session: AsyncSession, post: Post) -> Brief:
    """Everything the copywriter may know about a post: the event record, never the chat around it."""
    campaign, event, account = await surroundings(session, post)
    kit = await kit_of(session, post.workspace_id)
    previous = ""
    if post.revision:
        found = await session.execute(
            select(Revision.caption).where(
                Revision.workspace_id == post.workspace_id,
                Revision.post_id == post.id,
                Revision.number == post.revision,
            )
        )
        previous = found.scalar_one()
    event = await event_told_of(session, event, post.about)
    brief = brief_of(post, campaign, event, account, kit, previous=previous)
    brief = await with_tickets(session, post.workspace_id, event.id, await with_hashtags(session, post, brief))
    return await with_next_date(session, post, event, await with_people(session, event, brief))


async def surroundings(session: AsyncSession, post: Post) -> tuple[Campaign, Event, Account | None]:
    """The campaign, event and account of a post."""
    found = await session.execute(
        select(Campaign, Event, Account)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Campaign.account_id)
        .where(Campaign.workspace_id == post.workspace_id, Campaign.id == post.campaign_id)
    )
    campaign, event, account = found.one()
    return campaign, event, account


async def facts_told(session: AsyncSession, post: Post) -> tuple[UUID, int]:
    """Which event a post tells of, and as of which of its changes: what was made of other facts is made anew."""
    _, event, _ = await surroundings(session, post)
    told = await event_told_of(session, event, post.about)
    return told.id, told.version


async def _author_of(session: AsyncSession, post: Post) -> UUID | None:
    _, event, _ = await surroundings(session, post)
    return event.author_id
