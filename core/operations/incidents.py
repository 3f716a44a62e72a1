"""Trouble is told once, and once more when it is over; what comes and goes within moments is one incident."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.operations.alert import raise_alert_for_all
from core.operations.model import IncidentRow

CALM_FOR = timedelta(minutes=2)
"""It is over when it was well for so long."""


@dataclass(frozen=True)
class Trouble:
    """Something that is wrong with the service."""

    name: str
    """The same trouble has the same name."""
    wrong: str
    """A clause that begins with a capital and has no full stop."""
    cure: str


async def open_incidents(session: AsyncSession) -> dict[str, IncidentRow]:
    found = await session.execute(
        select(IncidentRow).where(IncidentRow.ended_at.is_(None)).order_by(IncidentRow.began_at, IncidentRow.name)
    )
    return {row.name: row for row in found.scalars()}


async def settle(session: AsyncSession, looked_at: set[str], troubles: list[Trouble], now: datetime) -> None:
    """Begin, go on with and end incidents. Names that were not looked at stay as they are."""
    going_on = await open_incidents(session)
    for trouble in troubles:
        row = going_on.get(trouble.name)
        if row is None:
            await _begin(session, trouble, now)
        else:
            row.well_since = None
    for name in looked_at - {trouble.name for trouble in troubles}:
        row = going_on.get(name)
        if row is not None:
            await _calm(session, row, now)


async def _begin(session: AsyncSession, trouble: Trouble, now: datetime) -> None:
    session.add(IncidentRow(name=trouble.name, text=trouble.wrong, began_at=now))
    await session.flush()
    text = f"{trouble.wrong}. Since {now:%d %b %H:%M} UTC. What to do: {trouble.cure}."
    await raise_alert_for_all(session, trouble.name, _moment(now), text, now)


async def _calm(session: AsyncSession, row: IncidentRow, now: datetime) -> None:
    row.well_since = row.well_since or now
    if now - row.well_since < CALM_FOR:
        return
    row.ended_at = row.well_since
    lasted = row.ended_at - row.began_at
    text = f"{row.text}: that is over. It began {row.began_at:%d %b %H:%M} UTC and lasted {_spoken(lasted)}."
    await raise_alert_for_all(session, f"{row.name} over", _moment(row.began_at), text, now, resolved=True)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _spoken(lasted: timedelta) -> str:
    minutes = max(1, round(lasted.total_seconds() / 60))
    if minutes < 120:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{minutes / 60:.0f} hours"
