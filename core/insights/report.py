"""What became of one event's posts, once it is over: which phase and which post did what, against their own past."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.goals import Progress
from core.campaigns.model import Campaign
from core.campaigns.record import newest_metrics, record_of
from core.errors import NotFound
from core.events.model import Event
from core.insights.metrics import of_post
from core.insights.past import Against, against_earlier
from core.links.queries import PhaseLink, links_of
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus


@dataclass(frozen=True)
class PostResult:
    """One live post. Numbers are None where Instagram has not told; at_local: wall time at the venue."""

    title: str
    phase: str
    format: Format
    at_local: datetime
    permalink: str | None
    reached: int | None
    interactions: int | None
    taps: int | None
    against: Against = Against()  # noqa: RUF009 - frozen


@dataclass(frozen=True)
class PhaseResult:
    """A phase's posts together; a person who saw two of them is counted twice: Instagram tells no union."""

    title: str
    posts: int
    measured: int
    reached: int
    taps: int | None


@dataclass(frozen=True)
class EventReport:
    """Phases and posts, those that reached most first."""

    event: str
    phases: tuple[PhaseResult, ...]
    posts: tuple[PostResult, ...]
    progress: tuple[Progress, ...] = ()
    links: tuple[PhaseLink, ...] = ()
    """In the order in which their phases went out."""

    @property
    def reached(self) -> int | None:
        told = [phase.reached for phase in self.phases if phase.measured]
        return sum(told) if told else None

    @property
    def measured(self) -> int:
        return sum(phase.measured for phase in self.phases)


async def event_report(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> EventReport:
    """From the numbers stored by now; raises NotFound."""
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That campaign is not here any more.")
    campaign, event = row
    listed = await session.execute(
        select(Post)
        .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id)
        .order_by(Post.published_at, Post.id)
    )
    posts = listed.scalars().all()
    live = [post for post in posts if post.status is PostStatus.PUBLISHED]
    metrics = await newest_metrics(session, workspace_id, live)
    zone = ZoneInfo(event.time_zone)
    results = [await _result(session, post, campaign.cadence, dict(metrics.get(post.id, {})), zone) for post in live]
    ranked = sorted(results, key=lambda one: (-(one.reached or 0), one.at_local, one.title))
    record = await record_of(session, campaign, posts, zone)
    links = tuple(await links_of(session, workspace_id, campaign_id))
    return EventReport(event.name, by_phase(results), tuple(ranked), record.progress, links)


async def _result(
    session: AsyncSession, post: Post, cadence: str, metrics: dict[str, int], zone: ZoneInfo
) -> PostResult:
    surface, about = SURFACES[post.format], post.about
    return PostResult(
        title=title_of(cadence, post.phase, post.format, about),
        phase=title_of(cadence, post.phase, post.format),
        format=post.format,
        at_local=(post.published_at or post.due_at).astimezone(zone).replace(tzinfo=None),
        permalink=post.permalink,
        reached=of_post("reach", surface, metrics),
        interactions=of_post("engagement", surface, metrics),
        taps=of_post("websiteClicks", surface, metrics),
        against=await against_earlier(session, post),
    )


def by_phase(results: Iterable[PostResult]) -> tuple[PhaseResult, ...]:
    """Summed up, the phase that reached most first; pure."""
    phases: defaultdict[str, list[PostResult]] = defaultdict(list)
    for one in results:
        phases[one.phase].append(one)
    summed = [_phase(title, posts) for title, posts in phases.items()]
    return tuple(sorted(summed, key=lambda one: (-one.reached, one.title)))


def _phase(title: str, posts: list[PostResult]) -> PhaseResult:
    reached = [one.reached for one in posts if one.reached is not None]
    taps = [one.taps for one in posts if one.taps is not None]
    return PhaseResult(title, len(posts), len(reached), sum(reached), sum(taps) if taps else None)
