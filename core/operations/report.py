"""How the service is, in words: parts, figures with their last day, incidents. For the command and for chat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.operations.backlog import given_up_count
from core.operations.checks import Checked, Checkup, is_ready
from core.operations.measures import SystemMetrics, measure, row_of
from core.operations.model import IncidentRow, SystemMetricsRow
from core.ports.parts import Parts

LOOKS_BACK = timedelta(hours=24)
HOURS = 24
INCIDENTS_SHOWN = 5
_BARS = "▁▂▃▄▅▆▇█"
_NO_BAR = " "


@dataclass(frozen=True)
class Report:
    """Lines for people who run Rite."""

    well: bool
    headline: str
    parts: tuple[str, ...]
    figures: tuple[str, ...]
    incidents: tuple[str, ...]
    given_up: int


@dataclass(frozen=True)
class _Figure:
    label: str
    of: Callable[[SystemMetricsRow], float]
    spoken: Callable[[float], str]
    worst: Callable[[Sequence[float]], float] = max
    """Of several values the one to worry about."""
    worst_is: str = "at most"


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _seconds(value: float) -> str:
    return f"{value:.1f} s"


_FIGURES = (
    _Figure("Error rate", lambda row: row.error_rate, lambda value: f"{value:.1%}"),
    _Figure("Response time", lambda row: row.response_time, _seconds),
    _Figure("Queue depth", lambda row: row.queue_depth, _whole),
    _Figure("Queue wait", lambda row: row.queue_wait, _seconds),
    _Figure("Oldest due post late", lambda row: row.post_late, _seconds),
    _Figure("Disk free", lambda row: row.disk_free, lambda value: f"{value:.0%}", min, "at least"),
    _Figure("Tokens expiring", lambda row: row.tokens_expiring, _whole),
    _Figure("Posts published within a day", lambda row: row.posts_published, _whole),
    _Figure("Active users within a day", lambda row: row.active_users, _whole),
)


async def report(parts: Parts, checkup: Checkup) -> Report:
    """Look now, and at the day behind. A database that is away leaves the parts alone to tell."""
    found = await checkup.look()
    if not next(one.well for one in found if one.check.name == "database"):
        return Report(False, _headline(found, 0), tuple(map(_part, found)), (), (), 0)
    measured, now = await measure(parts), parts.clock.now()
    async with parts.db.reading() as session:
        history = await _history(session, now)
        incidents = await _incidents(session, now)
        given_up = await given_up_count(session)
    going_on = [row for row in incidents if row.ended_at is None]
    return Report(
        well=is_ready(found) and not going_on,
        headline=_headline(found, len(going_on)),
        parts=tuple(map(_part, found)),
        figures=tuple(_figure(figure, measured, history, now) for figure in _FIGURES),
        incidents=tuple(map(_incident, incidents)),
        given_up=given_up,
    )


async def _history(session: AsyncSession, now: datetime) -> Sequence[SystemMetricsRow]:
    found = await session.execute(
        select(SystemMetricsRow)
        .where(SystemMetricsRow.at > now - LOOKS_BACK, SystemMetricsRow.at <= now)
        .order_by(SystemMetricsRow.at)
    )
    return found.scalars().all()


async def _incidents(session: AsyncSession, now: datetime) -> Sequence[IncidentRow]:
    """What goes on, then what was over last."""
    recent = (IncidentRow.ended_at.is_(None)) | (IncidentRow.ended_at > now - LOOKS_BACK)
    found = await session.execute(
        select(IncidentRow)
        .where(recent)
        .order_by(IncidentRow.ended_at.is_(None).desc(), IncidentRow.began_at.desc())
        .limit(INCIDENTS_SHOWN)
    )
    return found.scalars().all()


def _headline(found: Sequence[Checked], going_on: int) -> str:
    if not is_ready(found):
        away = ", ".join(one.check.name for one in found if not one.well)
        return f"Rite is not ready: {away}."
    if going_on:
        return f"Rite runs, with {'1 incident' if going_on == 1 else f'{going_on} incidents'} going on."
    return "Rite is well."


def _part(one: Checked) -> str:
    if one.well:
        return f"{one.check.name.capitalize()}: well, {one.took_ms} ms"
    return f"{one.check.name.capitalize()}: {one.check.wrong}. What to do: {one.check.cure}."


def _figure(figure: _Figure, now_is: SystemMetrics, history: Sequence[SystemMetricsRow], now: datetime) -> str:
    current = figure.of(row_of(now_is, now))
    worst = figure.worst([current, *map(figure.of, history)])
    bars = trend(figure.of, figure.worst, history, now)
    return f"{figure.label}: {figure.spoken(current)}, {figure.worst_is} {figure.spoken(worst)} {bars}".rstrip()


def trend(
    of: Callable[[SystemMetricsRow], float],
    worst: Callable[[Sequence[float]], float],
    history: Sequence[SystemMetricsRow],
    now: datetime,
) -> str:
    """One bar for each hour of the last day, the newest at the right; a gap where nothing was noted."""
    hours: list[list[float]] = [[] for _ in range(HOURS)]
    for row in history:
        hours[HOURS - 1 - int((now - row.at) / timedelta(hours=1))].append(of(row))
    values = [worst(hour) if hour else None for hour in hours]
    highest = max((value for value in values if value is not None), default=0.0)
    bars = [_bar(value, highest) for value in values]
    return "".join(bars).lstrip()


def _bar(value: float | None, highest: float) -> str:
    if value is None:
        return _NO_BAR
    return _BARS[min(len(_BARS) - 1, int(value / highest * len(_BARS)))] if highest else _BARS[0]


def _incident(row: IncidentRow) -> str:
    if row.ended_at is None:
        return f"{row.text}, since {row.began_at:%d %b %H:%M} UTC"
    return f"Over: {row.text}, {row.began_at:%d %b %H:%M} to {row.ended_at:%H:%M} UTC"
