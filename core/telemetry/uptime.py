"""Every minute in which a clock ticks is noted: the database answered then, and posts could leave."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.telemetry.counting import everywhere
from core.telemetry.measures import hour_of, inserting
from core.telemetry.model import UptimeHour
from core.telemetry.report import Column, Figure, Period, Section, share


async def note_minute(session: AsyncSession, now: datetime) -> None:
    """Noted twice, it is one minute."""
    row = inserting(session)(UptimeHour).values(hour=hour_of(now), minutes=1 << now.minute)
    both = UptimeHour.minutes.bitwise_or(row.excluded.minutes)
    await session.execute(row.on_conflict_do_update(index_elements=["hour"], set_={"minutes": both}))


async def uptime(session: AsyncSession, period: Period) -> Section:
    """Of the minutes since the first that was ever noted; the one that runs is not over."""
    now = session.info["clock"].now().replace(second=0, microsecond=0)
    noted = await everywhere(session, select(UptimeHour.hour, UptimeHour.minutes).order_by(UptimeHour.hour))
    row: list[Figure] = [str(period), None, None, None]
    if noted:
        began = noted[0][0].replace(minute=_first(noted[0][1]))
        since, until = max(period.starts_at, began), min(period.ends_at, now)
        if since < until:
            minutes = int((until - since).total_seconds() // 60)
            up = sum(_within(hour, bits, since, until) for hour, bits in noted)
            row = [str(period), minutes, up, share(up, minutes)]
    columns = (Column("In"), Column("Minutes looked at"), Column("Minutes up"), Column("Availability", "%"))
    note = "Since the first minute that was noted. Up: a clock ticked, so the database answered and posts could leave."
    return Section("System uptime and availability", columns, [row], note)


def _first(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _within(hour: datetime, bits: int, since: datetime, until: datetime) -> int:
    return sum(bits >> minute & 1 for minute in range(60) if since <= hour.replace(minute=minute) < until)
