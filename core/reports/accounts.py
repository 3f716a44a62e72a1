"""How accounts did within a span of Instagram's own days, and who they reach."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.insights.account_model import AccountDay, Audience
from core.insights.metrics import PER_ACCOUNT
from core.insights.queries import Share, best_hours, largest
from core.reports.span import DAY, Span

FOLLOWERS = "followers_count"
SUMMED = tuple(name for name in PER_ACCOUNT if name != "reach")
"""People reached on two days may be the same ones: that number is never added up."""


@dataclass(frozen=True)
class UserInsights:
    """One account. days: of the span, how many Instagram told of; None: it told nothing.

    followers: day -> how many, where it said; online: local hours with most followers awake, the best first.
    """

    username: str
    days: int
    numbers: Mapping[str, int | None]
    followers: tuple[tuple[date, int], ...] = ()
    before: int | None = None
    """Followers on the last day before the span that is known."""
    cities: tuple[Share, ...] = ()
    ages: tuple[Share, ...] = ()
    online: tuple[int, ...] = ()

    @property
    def followers_now(self) -> int | None:
        return self.followers[-1][1] if self.followers else None

    @property
    def gained(self) -> int | None:
        """Against the day before the span, or its first known day; None while there is only one."""
        began = self.before if self.before is not None else self.followers[0][1] if len(self.followers) > 1 else None
        return None if began is None or not self.followers else self.followers[-1][1] - began


async def get_user_insights(
    session: AsyncSession, workspace_id: UUID, span: Span, zone: str
) -> tuple[UserInsights, ...]:
    """Of every connected account, the first connected first: two queries."""
    found = await session.execute(
        select(Account.id, Account.username, Audience.people, Audience.online)
        .outerjoin(Audience, Audience.account_id == Account.id)
        .where(Account.workspace_id == workspace_id, Account.status == AccountStatus.CONNECTED)
        .order_by(Account.connected_at, Account.id)
    )
    accounts = found.all()
    days = await _days(session, workspace_id, span)
    return tuple(
        _insights(row.username, days[row.id], span, (row.people or {}).get("follower", {}), row.online or {}, zone)
        for row in accounts
    )


Days = Sequence[tuple[date, Mapping[str, int]]]


async def _days(session: AsyncSession, workspace_id: UUID, span: Span) -> Mapping[UUID, Days]:
    """By account, in the order of time, from a week before the span: that is where followers are counted from."""
    found = await session.execute(
        select(AccountDay.account_id, AccountDay.day, AccountDay.metrics)
        .where(
            AccountDay.workspace_id == workspace_id,
            AccountDay.day >= span.first - 7 * DAY,
            AccountDay.day <= span.last,
        )
        .order_by(AccountDay.account_id, AccountDay.day)
    )
    days: defaultdict[UUID, list[tuple[date, Mapping[str, int]]]] = defaultdict(list)
    for account_id, day, metrics in found.all():
        days[account_id].append((day, metrics))
    return days


def _insights(
    username: str,
    days: Days,
    span: Span,
    people: Mapping[str, Mapping[str, int]],
    online: Mapping[str, int],
    zone: str,
) -> UserInsights:
    inside = [metrics for day, metrics in days if day >= span.first]
    followers = [(day, metrics[FOLLOWERS]) for day, metrics in days if FOLLOWERS in metrics]
    return UserInsights(
        username=username,
        days=len(inside),
        numbers={name: _sum([PER_ACCOUNT[name].of(metrics) for metrics in inside]) for name in SUMMED},
        followers=tuple((day, count) for day, count in followers if day >= span.first),
        before=next((count for day, count in reversed(followers) if day < span.first), None),
        cities=largest(people.get("city", {})),
        ages=largest(people.get("age", {})),
        online=best_hours(online, zone),
    )


def _sum(told: Sequence[int | None]) -> int | None:
    known = [value for value in told if value is not None]
    return sum(known) if known else None
