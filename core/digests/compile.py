"""Sum a day or a week up and have it told. Nothing happened, nothing is told."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.cadence import title_of
from core.digests.body import Body, Told
from core.digests.gather import LOOKS_BACK, TOLD, gather, known_of, posts_of
from core.digests.model import Digest
from core.digests.when import local_day, zone_of
from core.insights.collect import read_again
from core.insights.compare import ENOUGH
from core.notices.model import Conversation, DigestEvery, NoticeKind, Trouble
from core.notices.notify import get_conversation, notify, tell_trouble
from core.ports.charts import Bar
from core.ports.parts import Parts
from core.posts.model import PostStatus
from core.posts.queries import latest_metrics
from core.workspaces.members import get_member, get_workspace

MOST_RANKED = 10
CHART_TITLE = "People reached in the last seven days"


@dataclass(frozen=True)
class Reached:
    """How many people one post reached."""

    title: str
    event: str
    people: int


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
    reached: list[Reached] = field(default_factory=list)
    """The ten that reached most, the best first."""


async def digest_now(session: AsyncSession, conversation: Conversation, now: datetime) -> bool:
    """Tell a digest outside its hour; False when there is nothing to tell."""
    body, zone = await _gather_for(session, conversation, now)
    if body.empty and not body.live:
        return False
    day = local_day(zone, now)
    about = f"{day.isoformat()} asked {now.isoformat()}"
    tasks.compile_digest.enqueue(session, conversation.workspace_id, conversation.id, about)
    return True


async def _gather_for(session: AsyncSession, conversation: Conversation, now: datetime) -> tuple[Body, str]:
    """What is worth telling there, and the zone it is told in."""
    workspace = await get_workspace(session, conversation.workspace_id)
    person = await get_member(session, workspace.id, conversation.member_id) if conversation.member_id else None
    zone = zone_of(workspace, person)
    weekly = conversation.digest_every is DigestEvery.WEEKLY
    told_at = await _told_before(session, conversation, local_day(zone, now))
    return await gather(session, workspace, now, zone=zone, weekly=weekly, told_at=told_at), zone


async def _told_before(session: AsyncSession, conversation: Conversation, day: date) -> datetime | None:
    """When the last digest of a day before was made for this conversation."""
    found = await session.execute(
        select(func.max(Digest.created_at)).where(
            Digest.workspace_id == conversation.workspace_id,
            Digest.conversation_id == conversation.id,
            Digest.day < day,
        )
    )
    return found.scalar_one_or_none()


async def compile_digest(parts: Parts, workspace_id: UUID, conversation_id: UUID, day: str) -> None:
    """Gather, draw, store and have it told; a day that was told already is not told twice."""
    now = parts.clock.now()
    asked_for = " asked " in day
    await read_again(parts, workspace_id, now - LOOKS_BACK)
    async with parts.db.reading() as session:
        conversation = await get_conversation(session, workspace_id, conversation_id)
        body, _ = await _gather_for(session, conversation, now)
    if body.empty and not asked_for:
        return
    bars = [_bar(told, told.reach) for told in body.live if told.reach]
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


def _bar(told: Told, reach: int) -> Bar:
    """With what is usual, where enough is known of that."""
    return Bar(f"{told.title}, {told.event}", reach, told.usual if told.earlier >= ENOUGH else None)


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


async def numbers_so_far(session: AsyncSession, workspace_id: UUID) -> Totals:
    """Totals over every live post, and those that reached most people."""
    posts = 0
    sums = dict.fromkeys(TOLD, 0)
    reached: list[Reached] = []
    for post, event, cadence in await posts_of(session, workspace_id):
        if post.status is not PostStatus.PUBLISHED:
            continue
        known = known_of(post, await latest_metrics(session, post))
        posts += 1
        sums = {name: total + (known[name] or 0) for name, total in sums.items()}
        if reach := known["reach"]:
            title = title_of(cadence, post.phase, post.format, post.about)
            reached.append(Reached(title, event.name, reach))
    ranked = sorted(reached, key=lambda one: (-one.people, one.title, one.event))[:MOST_RANKED]
    best = [f"{one.title}, {one.event}: {one.people:,} people reached" for one in ranked[:3]]
    return Totals(posts, **sums, best=best, reached=ranked)
