"""Sum a day up: what went out, how it did, what comes next, what waits. Nothing happened, nothing is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.digests.model import Digest
from core.events.model import Event
from core.insights.collect import read_again
from core.insights.metrics import of_post
from core.notices.model import Conversation, NoticeKind, Trouble
from core.notices.notify import get_conversation, notify, tell_trouble
from core.ports.charts import Bar
from core.ports.parts import Parts
from core.posts.media import SURFACES
from core.posts.model import Post, PostStatus
from core.posts.queries import latest_metrics
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_workspace
from core.workspaces.model import Workspace

LOOKS_BACK = timedelta(days=7)
LOOKS_AHEAD = timedelta(days=3)
TOLD = {
    "reach": "reach",
    "likes": "likes",
    "views": "impressions",
    "interactions": "engagement",
    "visits": "profileVisits",
    "taps": "websiteClicks",
}
"""Our fields -> names of core/insights/metrics.py."""
CHART_TITLE = "People reached in the last seven days"


@dataclass(frozen=True)
class Told:
    """One post in a digest. `reach` is None while Instagram has not said."""

    title: str
    event: str
    at: str
    reach: int | None = None
    likes: int | None = None
    permalink: str | None = None
    new: bool = False
    views: int | None = None
    interactions: int | None = None
    visits: int | None = None
    taps: int | None = None


@dataclass(frozen=True)
class Body:
    """A digest as it is stored: what it says about one local day."""

    workspace: str
    live: list[Told] = field(default_factory=list)
    next: list[Told] = field(default_factory=list)
    waiting: list[Told] = field(default_factory=list)
    trouble: list[Told] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Nothing went out since the last digest, and nobody has to do anything."""
        return not (any(told.new for told in self.live) or self.waiting or self.trouble or self.next)


@dataclass(frozen=True)
class Totals:
    """Numbers over everything live, as far as they are known; `best` are sentences."""

    posts: int
    reach: int = 0
    likes: int = 0
    views: int = 0
    interactions: int = 0
    visits: int = 0
    taps: int = 0
    best: list[str] = field(default_factory=list)


def local_day(workspace: Workspace, now: datetime) -> date:
    return now.astimezone(ZoneInfo(workspace.time_zone)).date()


def is_due(workspace: Workspace, conversation: Conversation, now: datetime) -> bool:
    """Whether today's digest should be told here now."""
    local = now.astimezone(ZoneInfo(workspace.time_zone))
    if conversation.last_digest_on is not None and conversation.last_digest_on >= local.date():
        return False
    if conversation.created_at.astimezone(local.tzinfo).date() >= local.date():
        return False  # on the first day everything is on the screen already
    return local.time() >= time(workspace.digest_hour)


async def ring_for_digests(session: AsyncSession, now: datetime) -> int:
    """Ring for every conversation whose digest hour has come; returns how many."""
    found = await session.execute(
        select(Conversation, Workspace)
        .join(Workspace, Workspace.id == Conversation.workspace_id)
        .where(Conversation.follows, Conversation.reachable)
        .execution_options(**ACROSS_WORKSPACES)
    )
    rung = 0
    for conversation, workspace in found.all():
        if is_due(workspace, conversation, now):
            day = local_day(workspace, now)
            conversation.last_digest_on = day
            tasks.compile_digest.enqueue(session, workspace.id, conversation.id, day.isoformat())
            rung += 1
    return rung


async def digest_now(session: AsyncSession, conversation: Conversation, now: datetime) -> bool:
    """Tell a digest outside its hour; False when there is nothing to tell."""
    workspace = await get_workspace(session, conversation.workspace_id)
    body = await gather(session, workspace, now)
    if body.empty and not body.live:
        return False
    day = local_day(workspace, now)
    tasks.compile_digest.enqueue(session, workspace.id, conversation.id, f"{day.isoformat()} asked {now.isoformat()}")
    return True


async def compile_digest(parts: Parts, workspace_id: UUID, conversation_id: UUID, day: str) -> None:
    """Gather, draw, store and have it told; a day that was told already is not told twice."""
    now = parts.clock.now()
    asked_for = " asked " in day
    await read_again(parts, workspace_id, now - LOOKS_BACK)
    async with parts.db.reading() as session:
        conversation = await get_conversation(session, workspace_id, conversation_id)
        body = await gather(session, await get_workspace(session, workspace_id), now)
    if body.empty and not asked_for:
        return
    bars = [Bar(f"{told.title}, {told.event}", told.reach) for told in body.live if told.reach]
    chart = await parts.media.put(await parts.charts.bars(CHART_TITLE, bars), kind="png") if bars else None
    digest = Digest(
        id=uuid4(),
        workspace_id=workspace_id,
        conversation_id=conversation.id,
        day=date.fromisoformat(day[:10]),
        body=asdict(body),
        chart_key=chart,
        created_at=now,
    )
    async with parts.db.transaction() as session:
        if not await _add(session, digest, replace=asked_for):
            return
        notify(session, workspace_id, conversation_id, NoticeKind.DIGEST, subject_id=digest.id)


async def say_no_digest(session: AsyncSession, why: str, workspace_id: UUID, conversation_id: UUID, day: str) -> None:
    """Who waits for it hears why it does not come."""
    about = date.fromisoformat(day[:10]).isoformat()
    tell_trouble(session, workspace_id, conversation_id, Trouble.DIGEST, why, about=about)


async def _add(session: AsyncSession, digest: Digest, *, replace: bool) -> bool:
    found = await session.execute(
        select(Digest).where(
            Digest.workspace_id == digest.workspace_id,
            Digest.conversation_id == digest.conversation_id,
            Digest.day == digest.day,
        )
    )
    told = found.scalar_one_or_none()
    if told is not None:
        if not replace:
            return False
        await session.delete(told)
        await session.flush()
    try:
        async with session.begin_nested():
            session.add(digest)
    except IntegrityError:
        return False
    return True


async def gather(session: AsyncSession, workspace: Workspace, now: datetime) -> Body:
    """Everything worth telling about a workspace now."""
    rows = await _posts(session, workspace.id)
    live, coming, waiting, trouble = [], [], [], []
    for post, event, cadence in rows:
        zone = ZoneInfo(event.time_zone)
        at = (post.published_at or post.due_at).astimezone(zone)
        told = Told(
            title_of(cadence, post.phase, post.format, post.about), event.name, f"{at:%a} {at.day} {at:%b}, {at:%H:%M}"
        )
        match post.status:
            case PostStatus.PUBLISHED if post.published_at and post.published_at > now - LOOKS_BACK:
                live.append(await _with_numbers(session, post, told, now))
            case PostStatus.SCHEDULED if post.due_at < now + LOOKS_AHEAD:
                coming.append(told)
            case PostStatus.IN_REVIEW if now < post.due_at < now + LOOKS_AHEAD:
                waiting.append(told)
            case PostStatus.FAILED | PostStatus.UNCONFIRMED:
                trouble.append(told)
    return Body(workspace.name, live, coming, waiting, trouble)


async def _with_numbers(session: AsyncSession, post: Post, told: Told, now: datetime) -> Told:
    metrics = await latest_metrics(session, post)
    fresh = post.published_at is not None and post.published_at > now - timedelta(days=1)
    known: dict[str, Any] = dict(_known(post, metrics))
    return replace(told, permalink=post.permalink, new=fresh, **known)


def _known(post: Post, metrics: dict[str, int]) -> dict[str, int | None]:
    """What a digest and the totals tell of a post, by their own names."""
    return {ours: of_post(name, SURFACES[post.format], metrics) for ours, name in TOLD.items()}


async def _posts(session: AsyncSession, workspace_id: UUID) -> Sequence[tuple[Post, Event, str]]:
    found = await session.execute(
        select(Post, Event, Campaign.cadence)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == workspace_id)
        .order_by(Post.due_at)
    )
    return [(post, event, cadence) for post, event, cadence in found.all()]


async def numbers_so_far(session: AsyncSession, workspace_id: UUID) -> Totals:
    """Totals over every live post, and the three that reached most people."""
    posts = 0
    sums = dict.fromkeys(TOLD, 0)
    ranked: list[tuple[int, str]] = []
    for post, event, cadence in await _posts(session, workspace_id):
        if post.status is not PostStatus.PUBLISHED:
            continue
        known = _known(post, await latest_metrics(session, post))
        posts += 1
        sums = {name: total + (known[name] or 0) for name, total in sums.items()}
        if reach := known["reach"]:
            title = title_of(cadence, post.phase, post.format, post.about)
            ranked.append((reach, f"{title}, {event.name}: {reach:,} people reached"))
    return Totals(posts, **sums, best=[said for _, said in sorted(ranked, reverse=True)[:3]])
