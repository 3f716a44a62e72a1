"""The best hours of a week for an account: what `best times` shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.campaigns.plan import QUIET
from core.events.model import Event
from core.posts.model import Format
from core.timing.knowledge import Knowledge, Why
from core.timing.learn import learn
from core.timing.week import HOURS

MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - wall time of some week
COUNT = 3
NEXT_TO = timedelta(hours=3)
"""Hours so near to a better one are the same advice."""


@dataclass(frozen=True)
class OptimalTime:
    """An hour of the week; weekday: 0 is Monday; score: 1.0 is the week's average."""

    weekday: int
    hour: int
    score: float
    why: Why


async def get_optimal_posting_times(
    session: AsyncSession,
    workspace_id: UUID,
    account_id: UUID,
    zone: str,
    now: datetime,
    *,
    genre: str = "",
    format_: Format = Format.FEED,
    count: int = COUNT,
) -> tuple[OptimalTime, ...]:
    """The best first, in the wall time of `zone`, never at night, on different evenings where that is no loss."""
    learned = await learn(session, workspace_id, [account_id], now)
    return optimal_times(learned.of(account_id, zone, genre), story=format_ is Format.STORY, count=count)


async def best_times(
    session: AsyncSession, workspace_id: UUID, zone: str, now: datetime
) -> list[tuple[str, tuple[OptimalTime, ...]]]:
    """(name, best hours) of every connected account, for the kind of music of the events to come."""
    found = await session.execute(
        select(Account.id, Account.username)
        .where(Account.workspace_id == workspace_id, Account.status == AccountStatus.CONNECTED)
        .order_by(Account.connected_at, Account.id)
    )
    accounts = found.all()
    learned = await learn(session, workspace_id, [account_id for account_id, _ in accounts], now)
    genre = await _usual_genre(session, workspace_id, now)
    return [(f"@{name}", optimal_times(learned.of(account_id, zone, genre))) for account_id, name in accounts]


async def _usual_genre(session: AsyncSession, workspace_id: UUID, now: datetime) -> str:
    found = await session.execute(
        select(Event.genre)
        .where(Event.workspace_id == workspace_id, Event.starts_at > now, Event.genre != "")
        .group_by(Event.genre)
        .order_by(func.count().desc(), Event.genre)
        .limit(1)
    )
    return found.scalar_one_or_none() or ""


def optimal_times(known: Knowledge, *, story: bool = False, count: int = COUNT) -> tuple[OptimalTime, ...]:
    """Of what is known: pure."""
    week = [MONDAY + timedelta(hours=hour) for hour in range(HOURS)]
    awake = [local for local in week if QUIET[0] <= local.time() < QUIET[1]]
    chosen: list[datetime] = []
    for local in sorted(awake, key=lambda local: (-known.score(local, story=story), local)):
        if all(abs(local - other) >= NEXT_TO for other in chosen):
            chosen.append(local)
        if len(chosen) == count:
            break
    return tuple(
        OptimalTime(local.weekday(), local.hour, known.score(local, story=story), known.why(local, story=story))
        for local in chosen
    )
