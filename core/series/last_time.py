"""What the last one leaves to the next: choices that people made, never facts; and what worked, with its sample."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.campaigns.record import get_campaign, newest_metrics
from core.events.model import Event
from core.insights.metrics import of_post
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus
from core.series.hours import Hours, hours_that_worked


@dataclass(frozen=True)
class Worked:
    """The post that reached most people, of so many whose numbers are known. The hour is wall time at the venue."""

    title: str
    format: Format
    at_local: datetime
    reach: int
    measured: int


@dataclass(frozen=True)
class LastTime:
    """designs: (phase, format) -> (design, whether it moves), as the posts had them in the end."""

    event: Event
    campaign: Campaign
    designs: Mapping[tuple[str, Format], tuple[str, bool]]
    worked: Worked | None
    hours: Hours = field(default_factory=dict)


async def last_time(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> LastTime:
    """Raises NotFound."""
    campaign = await get_campaign(session, workspace_id, campaign_id)
    events = await session.execute(
        select(Event).where(Event.workspace_id == workspace_id, Event.id == campaign.event_id)
    )
    event = events.scalar_one()
    found = await session.execute(
        select(Post)
        .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id, Post.story_of_id.is_(None))
        .order_by(Post.due_at, Post.id)
    )
    posts = found.scalars().all()
    designs = {(post.phase, post.format): (post.template, bool(post.film)) for post in posts if post.template}
    known = await _measured(session, campaign, posts)
    return LastTime(event, campaign, designs, _worked(campaign, event, known), hours_that_worked(known))


async def _measured(session: AsyncSession, campaign: Campaign, posts: Sequence[Post]) -> list[tuple[int, Post]]:
    """Live posts with how many people they reached, as far as that is known."""
    live = [post for post in posts if post.status is PostStatus.PUBLISHED and post.published_at]
    metrics = await newest_metrics(session, campaign.workspace_id, live)
    told = [(of_post("reach", SURFACES[post.format], metrics.get(post.id, {})), post) for post in live]
    return [(reach, post) for reach, post in told if reach is not None]


def _worked(campaign: Campaign, event: Event, known: Sequence[tuple[int, Post]]) -> Worked | None:
    if not known:
        return None
    reach, best = max(known, key=lambda one: one[0])
    at = (best.published_at or best.due_at).astimezone(ZoneInfo(event.time_zone)).replace(tzinfo=None)
    return Worked(title_of(campaign.cadence, best.phase, best.format, best.about), best.format, at, reach, len(known))
