"""How the business does: revenue, what a customer costs to win, what they take up, and who leaves."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.model import Post
from core.telemetry.counting import everywhere
from core.telemetry.model import AcquisitionSpend
from core.telemetry.plans import became_customer, book_of_plans, channels, on, paying
from core.telemetry.report import Column, Figure, Period, Section, share

USE_WINDOW = timedelta(days=30)
"""How much Instagram was used is looked at for so long before the time begins: the same for who left and who stayed."""
GROUPS = (("no posts", 0, 0), ("1 to 4 posts", 1, 4), ("5 to 19 posts", 5, 19), ("20 posts and more", 20, None))
ENOUGH = 20
"""Of fewer customers no correlation is told."""
DAY = timedelta(days=1)
UNKNOWN_CHANNEL = "not recorded"


async def recurring_revenue(session: AsyncSession, period: Period) -> Section:
    """What is paid each month, and how it changed from the day before the time to its last day."""
    book = await book_of_plans(session)
    moved: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("start", "new", "more", "less", "lost"), 0))
    customers: dict[str, int] = defaultdict(int)
    for changes in book.values():
        before, after = on(changes, period.first - DAY), on(changes, period.last)
        paid = {before.currency: before.cents} if before else {}
        pays = {after.currency: after.cents} if after else {}
        for currency in {*paid, *pays}:
            was, now = paid.get(currency, 0), pays.get(currency, 0)
            moved[currency]["start"] += was
            moved[currency][_movement(was, now)] += now - was
            customers[currency] += now > 0
    rows: list[list[Figure]] = [
        [currency, *(one[name] / 100 for name in one), sum(one.values()) / 100, customers[currency]]
        for currency, one in sorted(moved.items())
    ]
    columns = ("Currency", "MRR before", "New", "Expansion", "Contraction", "Churned", "MRR at the end", "Customers")
    note = f"As of the last day, {period.last.isoformat()}, in whole units of each currency. `rite plan` records plans."
    return Section("Monthly recurring revenue", tuple(map(Column, columns)), rows, note)


async def acquisition_cost(session: AsyncSession, period: Period) -> Section:
    """What was spent through a channel, for each workspace that began to pay within the time."""
    book = await book_of_plans(session)
    through = await channels(session)
    won: dict[str, int] = defaultdict(int)
    for workspace_id, changes in book.items():
        day = became_customer(changes)
        if day is not None and period.first <= day <= period.last:
            won[through.get(workspace_id, UNKNOWN_CHANNEL)] += 1
    spent = await everywhere(
        session,
        select(AcquisitionSpend.channel, AcquisitionSpend.currency, func.sum(AcquisitionSpend.cents))
        .where(AcquisitionSpend.spent_on >= period.first, AcquisitionSpend.spent_on <= period.last)
        .group_by(AcquisitionSpend.channel, AcquisitionSpend.currency),
    )
    costs = {(channel, currency): int(cents) for channel, currency, cents in spent}
    rows = [_cost_row(channel, won[channel], costs) for channel in sorted({*won, *(name for name, _ in costs)})]
    columns = (Column("Channel"), Column("New customers"), Column("Spent"), Column("Cost of one"))
    note = "A customer is new on the first day it pays. No spend recorded for a channel: its cost is unknown."
    return Section("Customer acquisition cost", columns, rows, note)


async def churn_by_use(session: AsyncSession, period: Period) -> Section:
    """Of those who paid as the time began, who pays no more as it ends, by how much they had published before."""
    book = await book_of_plans(session)
    posts = await _posts_before(session, period)
    stood = [
        (posts.get(workspace_id, 0), not paying(changes, period.last))
        for workspace_id, changes in book.items()
        if paying(changes, period.first - DAY)
    ]
    rows = [_group(name, [left for count, left in stood if _in(count, least, most)]) for name, least, most in GROUPS]
    rows.append(_group("all", [left for _, left in stood]))
    columns = (Column("Published in 30 days before"), Column("Customers"), Column("Left"), Column("Churn", "%"))
    return Section("Churn against Instagram use", columns, rows, _correlation_told(stood))


def correlation(stood: Sequence[tuple[int, bool]]) -> float | None:
    """Between posts and leaving, -1 to 1; None of too few, and where nothing differs."""
    posts, left = [float(count) for count, _ in stood], [float(gone) for _, gone in stood]
    if len(stood) < ENOUGH or len(set(posts)) < 2 or len(set(left)) < 2:
        return None
    return statistics.correlation(posts, left)


def _correlation_told(stood: Sequence[tuple[int, bool]]) -> str:
    found = correlation(stood)
    if found is None:
        return f"Correlation unknown: it takes {ENOUGH} customers, some of whom left and some of whom stayed."
    return f"Correlation between posts and leaving: {found:+.2f} (-1: who publishes stays; 0: none)."


def _movement(was: int, now: int) -> str:
    if not was:
        return "new"
    if not now:
        return "lost"
    return "more" if now >= was else "less"


def _cost_row(channel: str, won: int, costs: Mapping[tuple[str, str], int]) -> list[Figure]:
    """Different currencies are not added up: each is said by itself."""
    spent = {currency: cents for (name, currency), cents in sorted(costs.items()) if name == channel}
    if not spent:
        return [channel, won, None, None]
    told = ", ".join(f"{cents / 100:.2f} {currency}" for currency, cents in spent.items())
    each = ", ".join(f"{cents / 100 / won:.2f} {currency}" for currency, cents in spent.items()) if won else None
    return [channel, won, told, each]


def _in(count: int, least: int, most: int | None) -> bool:
    return count >= least and (most is None or count <= most)


def _group(name: str, left: Sequence[bool]) -> list[Figure]:
    return [name, len(left), sum(left), share(sum(left), len(left))]


async def _posts_before(session: AsyncSession, period: Period) -> Mapping[UUID, int]:
    found = await everywhere(
        session,
        select(Post.workspace_id, func.count(Post.id))
        .where(Post.published_at >= period.starts_at - USE_WINDOW, Post.published_at < period.starts_at)
        .group_by(Post.workspace_id),
    )
    return {workspace_id: int(count) for workspace_id, count in found}
