"""How the service does: what the rows tell, and how full the disks are."""

import asyncio
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.warn import WARN_AT
from core.approvals.model import Approval
from core.clock import Clock
from core.lease import is_over
from core.operations.model import SystemMetricsRow, WorkRow
from core.operations.work import Kind
from core.outbox import TaskRow
from core.ports.parts import Parts
from core.posts.claim import CLAIMABLE
from core.posts.model import Post
from core.tenancy import ACROSS_WORKSPACES
from core.trail.model import TrailEntry

RECENT = timedelta(minutes=5)
"""Error rate and response time are of this long."""
DAY = timedelta(hours=24)
ALL_FREE = 1.0


@dataclass(frozen=True)
class SystemMetrics:
    """Of one minute. Names and meaning are those of the columns of `system_metrics`."""

    active_users: int
    """People who decided or did something about a post within a day."""
    posts_published: int
    """Within a day."""
    work_done: int
    """Requests, tasks and runs of publishing within five minutes."""
    error_rate: float
    """The share of that which went wrong."""
    response_time: float
    """Seconds until a request was answered, on average within five minutes."""
    queue_depth: int
    """Tasks that should run now and that nobody has in hand."""
    queue_wait: float
    """Seconds for which the first of them has waited."""
    post_late: float
    """Seconds by which the oldest due post is late that nobody has in hand."""
    tokens_expiring: int
    """Accounts whose access ends within three days: renewing it has not worked."""
    disk_free: float
    """Free share of the fullest disk we write to."""


async def measure(parts: Parts) -> SystemMetrics:
    """Look at everything once."""
    now = parts.clock.now()
    async with parts.db.reading() as session:
        done, failed, requests, took_ms = await _work(session, now)
        depth, since = await _queue(session, parts.clock)
        due = await _oldest_due(session, parts.clock)
        return SystemMetrics(
            active_users=await _active_users(session, now),
            posts_published=await _published(session, now),
            work_done=done,
            error_rate=failed / done if done else 0.0,
            response_time=took_ms / requests / 1000 if requests else 0.0,
            queue_depth=depth,
            queue_wait=_seconds(now, since),
            post_late=_seconds(now, due),
            tokens_expiring=await _expiring(session, now),
            disk_free=await asyncio.to_thread(free_share, parts.folders),
        )


def row_of(metrics: SystemMetrics, now: datetime) -> SystemMetricsRow:
    return SystemMetricsRow(at=now, **asdict(metrics))


def free_share(folders: Iterable[Path]) -> float:
    """Of the fullest disk on which these folders are, or will be."""
    return min((_free_share(folder) for folder in folders), default=ALL_FREE)


def _free_share(folder: Path) -> float:
    there = next((place for place in (folder, *folder.absolute().parents) if place.exists()), None)
    if there is None:
        return ALL_FREE
    usage = shutil.disk_usage(there)
    return usage.free / usage.total if usage.total else ALL_FREE


async def _work(session: AsyncSession, now: datetime) -> tuple[int, int, int, int]:
    """All that was done and that failed; requests, and the milliseconds they took together."""
    requests = WorkRow.kind == Kind.REQUEST
    sums = (
        WorkRow.done,
        WorkRow.failed,
        case((requests, WorkRow.done), else_=0),
        case((requests, WorkRow.took_ms), else_=0),
    )
    found = await session.execute(
        select(*(func.coalesce(func.sum(one), 0) for one in sums)).where(WorkRow.at > now - RECENT, WorkRow.at <= now)
    )
    done, failed, asked, took_ms = map(int, found.one())
    return done, failed, asked, took_ms


async def _queue(session: AsyncSession, clock: Clock) -> tuple[int, datetime | None]:
    found = await session.execute(
        select(func.count(), func.min(TaskRow.next_at)).where(
            TaskRow.dead_at.is_(None), TaskRow.next_at <= clock.now(), is_over(TaskRow.lease_until, clock.steady())
        )
    )
    count, since = found.one()
    return int(count), since


async def _oldest_due(session: AsyncSession, clock: Clock) -> datetime | None:
    """Since when the first post has waited that is due; a post that was put off on purpose is due then."""
    now = clock.now()
    since = case((Post.next_at > Post.due_at, Post.next_at), else_=Post.due_at)
    found = await session.execute(
        select(func.min(since, type_=Post.due_at.type))
        .where(
            Post.status.in_(CLAIMABLE),
            Post.next_at <= now,
            Post.due_at <= now,
            is_over(Post.lease_until, clock.steady()),
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    oldest: datetime | None = found.scalar_one()
    return oldest


async def _active_users(session: AsyncSession, now: datetime) -> int:
    did = select(TrailEntry.member_id).where(TrailEntry.at > now - DAY, TrailEntry.member_id.is_not(None))
    decided = select(Approval.member_id).where(Approval.decided_at > now - DAY, Approval.member_id.is_not(None))
    people = did.union(decided).subquery()
    found = await session.execute(select(func.count()).select_from(people).execution_options(**ACROSS_WORKSPACES))
    return int(found.scalar_one())


async def _published(session: AsyncSession, now: datetime) -> int:
    found = await session.execute(
        select(func.count(Post.id)).where(Post.published_at > now - DAY).execution_options(**ACROSS_WORKSPACES)
    )
    return int(found.scalar_one())


async def _expiring(session: AsyncSession, now: datetime) -> int:
    found = await session.execute(
        select(func.count(Account.id))
        .where(Account.status == AccountStatus.CONNECTED, Account.token_expires_at <= now + WARN_AT[-1])
        .execution_options(**ACROSS_WORKSPACES)
    )
    return int(found.scalar_one())


def _seconds(now: datetime, since: datetime | None) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
