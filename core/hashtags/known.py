"""What is known about a team's hashtags: its sets, how tags have done, and the ranking for one post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.copy.text import tags_of
from core.hashtags.last_time import of_last_time
from core.hashtags.model import HashtagSet
from core.hashtags.rank import ranked, varied
from core.hashtags.record import Outing, TagRecord, lifts, records
from core.hashtags.rules import Rules, rules_of
from core.hashtags.sets import sets_of
from core.hashtags.tags import same
from core.hashtags.telling import candidates_of
from core.insights.last_reading import newest_readings
from core.insights.metrics import of_post
from core.insights.model import Insight
from core.ports.copywriter import Brief
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus, Revision

RIPE = timedelta(days=1)
"""Younger posts still gather most of their reach, so they would look worse than they are."""
NEWEST = 300
"""Older posts tell of another audience."""


@dataclass(frozen=True)
class TagsView:
    """Everything the card of a team's hashtags shows."""

    rules: Rules
    sets: tuple[HashtagSet, ...]
    records: tuple[TagRecord, ...]
    posts: int
    """Published posts with numbers that were looked at."""


async def tags_view(session: AsyncSession, workspace_id: UUID, now: datetime) -> TagsView:
    """Sets, rules and numbers of a team."""
    sets = await sets_of(session, workspace_id)
    told = await outings(session, workspace_id, now)
    return TagsView(
        rules=await rules_of(session, workspace_id),
        sets=tuple(sets),
        records=records(told),
        posts=len(told),
    )


async def ranked_for(session: AsyncSession, post: Post, brief: Brief, most: int, now: datetime) -> tuple[str, ...]:
    """All hashtags that fit a post, the best first; those at the front are the ones it shall have."""
    if post.format is Format.STORY:
        return ()
    sets = [one.as_value for one in await sets_of(session, post.workspace_id)]
    by_tag: Mapping[str, float] = lifts(records(await outings(session, post.workspace_id, now)))
    order = ranked(candidates_of(brief, sets), by_tag)
    proven = [tag for tag in await of_last_time(session, post) if by_tag.get(same(tag), 1.0) >= 1.0][:most]
    told = (*proven, *varied(order, most, await _turn(session, post), by_tag))
    return tuple({same(tag): tag for tag in reversed(told)}[key] for key in dict.fromkeys(map(same, told)))


async def outings(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[Outing]:
    """Published posts with their tags, in caption and first comment, and the people they reached."""
    newest = newest_readings(workspace_id)
    found = await session.execute(
        select(
            Post.account_id,
            Post.phase,
            Post.format,
            Post.campaign_id,
            Revision.caption,
            Revision.details,
            Insight.metrics,
        )
        .join(Revision, (Revision.post_id == Post.id) & (Revision.number == Post.revision))
        .join(newest, newest.c.post_id == Post.id)
        .join(Insight, (Insight.post_id == Post.id) & (Insight.reading == newest.c.reading))
        .where(
            Post.workspace_id == workspace_id,
            Post.status == PostStatus.PUBLISHED,
            Post.format != Format.STORY,
            Post.published_at <= now - RIPE,
        )
        .order_by(Post.published_at.desc(), Post.id)
        .limit(NEWEST)
    )
    told = []
    for account, phase, format_, campaign, caption, details, metrics in found.all():
        reach = of_post("reach", SURFACES[format_], metrics)
        if reach is not None:
            tags = tags_of(f"{caption}\n{(details or {}).get('first_comment', '')}")
            told.append(Outing(tags, account, phase, format_.value, campaign, reach))
    return told


async def _turn(session: AsyncSession, post: Post) -> int:
    """Which of its campaign's posts with hashtags this is, from 0, in the order they go out."""
    found = await session.execute(
        select(Post.id)
        .where(
            Post.workspace_id == post.workspace_id, Post.campaign_id == post.campaign_id, Post.format != Format.STORY
        )
        .order_by(Post.due_at, Post.id)
    )
    return list(found.scalars()).index(post.id)
