"""Everybody in the pictures is fine with being posted: who says so and when; then the recap is made of them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.decide import reopen
from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.errors import NotFound, NotNow
from core.events.model import Event
from core.people.put_on import with_people
from core.people.remember import people_of
from core.posts.changed import post_changed
from core.posts.details import NO_DETAILS
from core.posts.media import stored
from core.posts.model import Format, Post, PostStatus
from core.posts.transitions import move
from core.posts.uploads import uploaded
from core.recaps.ask import get_recap
from core.recaps.collect import redraw
from core.recaps.model import Recap
from core.tickets.propose import next_good_moment
from core.workspaces.model import Member

PHASE = "recap"
ANEW = "another version"
"""A wish both writers know: the words of a painted recap speak of nothing that is in the photos."""
GONE = (PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED, PostStatus.CANCELLED)
WORTH_SHOWING = timedelta(days=6)
CHANGED = "The pick has changed. Look at the pictures again, and then say yes."


def stamp(recap: Recap) -> int:
    """A number that fits into a button and stands for exactly these pictures."""
    return crc32("\n".join(recap.picked).encode())


async def give_consent(session: AsyncSession, member: Member, recap_id: UUID, seen: int, now: datetime) -> Post:
    """Keep who said so, and make the recap; it waits for a yes like every post. Raises NotNow for other pictures."""
    check_may_edit(member)
    recap = await get_recap(session, member.workspace_id, recap_id, lock=True)
    if recap.post_id is not None:
        raise NotNow("The recap is made already.")
    if not recap.picked or stamp(recap) != seen:
        raise NotNow(CHANGED)
    recap.consent_by_id, recap.consent_at, recap.consent_to = member.id, now, list(recap.picked)
    post = await _make(session, member, recap, now)
    recap.post_id = post.id
    await session.flush()
    await redraw(session, recap)
    await post_changed(session, post)
    return post


async def _make(session: AsyncSession, member: Member, recap: Recap, now: datetime) -> Post:
    """The planned recap with the photos for slides, or a new one where none is left to be sent."""
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == recap.workspace_id, Campaign.id == recap.campaign_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That event is not here any more.")
    campaign, event = row
    post = await _planned(session, recap) or await _new(session, campaign, now)
    if post.status is not PostStatus.DRAFT:
        await reopen(session, post)
    items = await uploaded(session, recap.workspace_id, recap.consent_to)
    post.media = stored(items)
    post.film = False
    post.format = Format.CAROUSEL if len(items) > 1 else Format.FEED
    people = [one for one in await people_of(session, event) if not one.wrong]
    post.details = with_people(NO_DETAILS, people, PHASE, post.format).stored()
    if post.due_at < now + timedelta(minutes=30):
        post.due_at = next_good_moment(now, event.time_zone)
        post.not_after = max(post.not_after, post.due_at + timedelta(hours=12))
        post.reminded = 0
    if post.revision:
        post.request, post.requested_by_id = ANEW, member.id
        if post.status is PostStatus.IN_REVIEW:
            move(post, PostStatus.CHANGES_REQUESTED)
    await session.flush()
    tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    return post


async def _planned(session: AsyncSession, recap: Recap) -> Post | None:
    found = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == recap.workspace_id,
            Post.campaign_id == recap.campaign_id,
            Post.phase == PHASE,
            Post.story_of_id.is_(None),
            Post.status.not_in(GONE),
        )
        .order_by(Post.due_at)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.scalar_one_or_none()


async def _new(session: AsyncSession, campaign: Campaign, now: datetime) -> Post:
    event = (
        await session.execute(
            select(Event).where(Event.workspace_id == campaign.workspace_id, Event.id == campaign.event_id)
        )
    ).scalar_one()
    due = next_good_moment(now, event.time_zone)
    post = Post(
        id=uuid4(),
        workspace_id=campaign.workspace_id,
        campaign_id=campaign.id,
        account_id=campaign.account_id,
        phase=PHASE,
        format=Format.FEED,
        status=PostStatus.DRAFT,
        revision=0,
        due_at=due,
        not_after=due + WORTH_SHOWING,
        baseline=[],
    )
    session.add(post)
    await session.flush()
    return post
