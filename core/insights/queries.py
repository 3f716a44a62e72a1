"""How an account is doing, as one value: what `stats` shows of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.insights.account_model import AccountDay, Audience
from core.insights.metrics import PER_ACCOUNT

RECENT = timedelta(days=8)
BEST = 3


@dataclass(frozen=True)
class Share:
    """A group of people and which part of those we know of it is, in percent."""

    name: str
    percent: int


@dataclass(frozen=True)
class AccountView:
    """None and empty mean that Instagram has not told."""

    username: str
    followers: int | None = None
    reach: int | None = None
    """People reached in the last seven days, each counted once."""
    views: int | None = None
    interactions: int | None = None
    visits: int | None = None
    taps: int | None = None
    cities: tuple[Share, ...] = ()
    ages: tuple[Share, ...] = ()
    hours: tuple[int, ...] = ()
    """Local hours in which most followers are online, the best first."""


async def account_views(session: AsyncSession, workspace_id: UUID, zone: str, now: datetime) -> list[AccountView]:
    """Every connected account of a workspace, the first connected first; hours are in the zone."""
    found = await session.execute(
        select(Account, Audience)
        .outerjoin(Audience, Audience.account_id == Account.id)
        .where(Account.workspace_id == workspace_id, Account.status == AccountStatus.CONNECTED)
        .order_by(Account.connected_at, Account.id)
    )
    return [_view(account, audience, await _days(session, account, now), zone) for account, audience in found.all()]


async def _days(session: AsyncSession, account: Account, now: datetime) -> Sequence[Mapping[str, int]]:
    """The numbers of the last days, the newest first."""
    found = await session.execute(
        select(AccountDay.metrics)
        .where(
            AccountDay.workspace_id == account.workspace_id,
            AccountDay.account_id == account.id,
            AccountDay.day >= (now - RECENT).date(),
        )
        .order_by(AccountDay.day.desc())
    )
    return found.scalars().all()


def _view(account: Account, audience: Audience | None, days: Sequence[Mapping[str, int]], zone: str) -> AccountView:
    people = (audience.people if audience else {}).get("follower", {})
    return AccountView(
        username=account.username,
        followers=_newest(days, "followers_count"),
        reach=_newest(days, "reach_week"),
        views=_sum(days, "impressions"),
        interactions=_sum(days, "engagement"),
        visits=_sum(days, "profileVisits"),
        taps=_sum(days, "websiteClicks"),
        cities=largest(people.get("city", {})),
        ages=largest(people.get("age", {})),
        hours=best_hours(audience.online if audience else {}, zone),
    )


def _newest(days: Sequence[Mapping[str, int]], name: str) -> int | None:
    return next((day[name] for day in days if name in day), None)


def _sum(days: Sequence[Mapping[str, int]], name: str) -> int | None:
    """Over the newest seven days that have it."""
    told = [value for day in days if (value := PER_ACCOUNT[name].of(day)) is not None][:7]
    return sum(told) if told else None


def largest(groups: Mapping[str, int]) -> tuple[Share, ...]:
    """The largest groups. Instagram names at most 45, so these are shares of the people it names."""
    whole = sum(groups.values())
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))[:BEST]
    return tuple(Share(name.partition(",")[0], round(100 * count / whole)) for name, count in ranked if whole and count)


def best_hours(online: Mapping[str, int], zone: str) -> tuple[int, ...]:
    """The local hours with most followers online on average; empty while nothing is known."""
    counts: dict[int, list[int]] = defaultdict(list)
    for hour, count in online.items():
        counts[datetime.fromisoformat(hour).astimezone(ZoneInfo(zone)).hour].append(count)
    average = {hour: sum(told) / len(told) for hour, told in counts.items()}
    return tuple(sorted(average, key=lambda hour: (-average[hour], hour))[:BEST])
