"""What workspaces take up, by the plan they have and by how many they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.telemetry.counting import events_known_since, everywhere, within
from core.telemetry.model import AnalyticsEvent
from core.telemetry.names import FEATURES
from core.telemetry.plans import Book, book_of_plans, on
from core.telemetry.report import Column, Figure, Period, Section, share
from core.workspaces.model import Member, Workspace

NO_PLAN = "no plan"
SIZES = ((0, "nobody yet"), (1, "one person"), (5, "2 to 5 people"), (20, "6 to 20 people"))
LARGE = "more than 20 people"


@dataclass(frozen=True)
class _Team:
    id: UUID
    people: int


async def feature_adoption(session: AsyncSession, period: Period) -> Section:
    """The share of each segment that used a feature within the time; unknown where nobody counted from its start."""
    known = await events_known_since(session)
    counted = known is not None and known <= period.starts_at
    used = await _used(session, period) if counted else None
    rows = [_row(name, ids, used) for name, ids in await _segments(session, period)]
    columns = (Column("Segment"), Column("Workspaces"), *(Column(name, "%") for name in FEATURES.values()))
    return Section(
        "Feature adoption across segments", columns, rows, "Plans as of the last day; people as they are now."
    )


async def _segments(session: AsyncSession, period: Period) -> list[tuple[str, list[UUID]]]:
    teams, book = await _teams(session, period), await book_of_plans(session)
    return [
        ("all", [team.id for team in teams]),
        *_grouped(teams, lambda team: f"plan: {_plan(book, team.id, period.last)}"),
        *_grouped(teams, lambda team: f"size: {_size(team.people)}"),
    ]


def _grouped(teams: Iterable[_Team], name: Callable[[_Team], str]) -> list[tuple[str, list[UUID]]]:
    groups: dict[str, list[UUID]] = defaultdict(list)
    for team in teams:
        groups[name(team)].append(team.id)
    return sorted(groups.items())


def _row(name: str, ids: list[UUID], used: Mapping[str, set[UUID]] | None) -> list[Figure]:
    if used is None:
        return [name, len(ids), *(None for _ in FEATURES)]
    return [name, len(ids), *(share(len(used[feature] & set(ids)), len(ids)) for feature in FEATURES)]


async def _teams(session: AsyncSession, period: Period) -> list[_Team]:
    """All that were there before the time was over."""
    people = (
        select(Member.workspace_id, func.count(Member.id).label("count"))
        .where(Member.active)
        .group_by(Member.workspace_id)
        .subquery()
    )
    found = await everywhere(
        session,
        select(Workspace.id, people.c["count"])
        .outerjoin(people, people.c.workspace_id == Workspace.id)
        .where(Workspace.created_at < period.ends_at)
        .order_by(Workspace.created_at),
    )
    return [_Team(workspace_id, int(count or 0)) for workspace_id, count in found]


async def _used(session: AsyncSession, period: Period) -> Mapping[str, set[UUID]]:
    found = await everywhere(
        session,
        select(AnalyticsEvent.event, AnalyticsEvent.workspace_id)
        .where(AnalyticsEvent.event.in_(FEATURES), *within(AnalyticsEvent.at, period))
        .distinct(),
    )
    used: dict[str, set[UUID]] = defaultdict(set)
    for event, workspace_id in found:
        used[event].add(workspace_id)
    return used


def _plan(book: Book, workspace_id: UUID, day: date) -> str:
    now = on(book.get(workspace_id, ()), day)
    return now.plan if now and now.plan else NO_PLAN


def _size(people: int) -> str:
    return next((name for most, name in SIZES if people <= most), LARGE)
