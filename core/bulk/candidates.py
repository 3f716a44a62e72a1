"""The posts a change of many is about, read the same way for its preview and, locked, for itself."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.approvals.model import Approval, Decision
from core.approvals.rules import DEFAULT, nearest, rules_of
from core.bulk.preview import SENT, Candidate
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.events.moments import evening_of, to_local
from core.posts.model import Format, Post, Revision
from core.timing.gaps import Placed

AROUND = timedelta(days=40)
MOST_AT_ONCE = 500


async def posts_of_campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> list[UUID]:
    """Every post of a campaign; a story beside a post follows its post, unless that was sent already."""
    own, before = aliased(Post), aliased(Post)
    found = await session.execute(
        select(own.id)
        .outerjoin(before, and_(before.id == own.story_of_id, before.workspace_id == workspace_id))
        .where(own.workspace_id == workspace_id, own.campaign_id == campaign_id)
        .where(own.story_of_id.is_(None) | before.status.in_(SENT))
        .order_by(own.due_at, own.id)
        .limit(MOST_AT_ONCE)
    )
    return list(found.scalars())


async def posts_to_come(session: AsyncSession, workspace_id: UUID, now: datetime) -> dict[UUID, list[UUID]]:
    """Campaign -> its posts (as `posts_of_campaign`), of every campaign that has some still to go out."""
    found = await session.execute(
        select(Post.campaign_id)
        .where(Post.workspace_id == workspace_id, Post.due_at >= now)
        .group_by(Post.campaign_id)
        .order_by(func.min(Post.due_at), Post.campaign_id)
        .limit(MOST_AT_ONCE)
    )
    campaigns = found.scalars().all()
    return {campaign: await posts_of_campaign(session, workspace_id, campaign) for campaign in campaigns}


async def locked(session: AsyncSession, workspace_id: UUID, post_ids: Collection[UUID]) -> list[Post]:
    """The posts, in nobody else's hands until the transaction ends; always locked in the same order."""
    found = await session.execute(
        select(Post)
        .where(Post.workspace_id == workspace_id, Post.id.in_(post_ids))
        .order_by(Post.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found.scalars())


async def candidates(session: AsyncSession, workspace_id: UUID, post_ids: Collection[UUID]) -> list[Candidate]:
    return await _read(session, workspace_id, Post.id.in_(post_ids))


async def beside(session: AsyncSession, workspace_id: UUID, posts: Sequence[Candidate]) -> list[Candidate]:
    """What else the same accounts post around that time."""
    accounts = {post.account_id for post in posts if post.account_id}
    if not accounts:
        return []
    first, last = min(post.due_at for post in posts), max(post.due_at for post in posts)
    return await _read(
        session,
        workspace_id,
        Post.account_id.in_(accounts),
        Post.id.not_in([post.id for post in posts]),
        Post.due_at.between(first - AROUND, last + AROUND),
    )


async def _said_yes(session: AsyncSession, workspace_id: UUID, which: Sequence[object]) -> dict[UUID, set[UUID]]:
    """Who said yes to what is there now."""
    found = await session.execute(
        select(Approval.post_id, Approval.member_id)
        .join(Post, and_(Post.id == Approval.post_id, Post.revision == Approval.revision))
        .where(Approval.workspace_id == workspace_id, Approval.decision == Decision.YES)
        .where(Approval.withdrawn_at.is_(None), *which)  # type: ignore[arg-type]  # clauses, built below
    )
    said: dict[UUID, set[UUID]] = {}
    for post_id, member_id in found.all():
        said.setdefault(post_id, set()).add(member_id)
    return said


def _placed(post: Post, event: Event) -> Placed:
    day = to_local(post.due_at, event.time_zone).date()
    story = post.format is Format.STORY
    return Placed(post.id, post.campaign_id, post.due_at, story, day == evening_of(event.starts_local))


async def _read(session: AsyncSession, workspace_id: UUID, *which: object) -> list[Candidate]:
    found = await session.execute(
        select(Post, Event, Campaign.cadence, Revision.author_id, Revision.fingerprint)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
        .where(Post.workspace_id == workspace_id, *which)  # type: ignore[arg-type]  # clauses, built above
        .order_by(Post.due_at, Post.id)
    )
    rules, said = await rules_of(session, workspace_id), await _said_yes(session, workspace_id, which)
    return [
        Candidate(
            id=post.id,
            title=title_of(cadence, post.phase, post.format, post.about),
            event=event.name,
            zone=event.time_zone,
            status=post.status,
            format=post.format,
            due_at=post.due_at,
            not_after=post.not_after,
            revision=post.revision,
            account_id=post.account_id,
            placed=_placed(post, event),
            author_id=author,
            ready=fingerprint is not None,
            policy=rule.policy if (rule := nearest(rules, post.campaign_id, post.phase)) else DEFAULT,
            said_yes=frozenset(said.get(post.id, ())),
        )
        for post, event, cadence, author, fingerprint in found.all()
    ]
