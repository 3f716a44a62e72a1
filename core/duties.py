"""The clock's regular duties as rows, so that several clocks share them and none does one twice."""

from datetime import datetime, timedelta

from sqlalchemy import String, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant
from core.database import Base, touched

TICK = "tick"
"""The duty whose last run tells the readiness check that a clock is alive."""
TICKS_EVERY = timedelta(seconds=2)
LATE_AFTER = timedelta(seconds=10)
"""A clock that did not tick for so long is not there."""
BEYOND = timedelta(minutes=1)
"""Nobody ever set a duty this much later than one period ahead: a clock was wrong when it was."""


class DutyRow(Base):
    """When a duty ran last and when it may run next."""

    __tablename__ = "duties"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(Instant)
    ran_at: Mapped[datetime | None] = mapped_column(Instant)


async def take(session: AsyncSession, name: str, now: datetime, every: timedelta) -> bool:
    """Claim a duty that is due; True for exactly one caller per period, however many periods were slept through."""
    due = or_(DutyRow.next_at <= now, DutyRow.next_at > now + every + min(every, BEYOND))
    claimed = await session.execute(
        update(DutyRow).where(DutyRow.name == name, due).values(next_at=now + every, ran_at=now)
    )
    if touched(claimed):
        return True
    if (await session.execute(select(DutyRow.name).where(DutyRow.name == name))).first():
        return False
    try:
        async with session.begin_nested():
            await session.execute(insert(DutyRow).values(name=name, next_at=now + every, ran_at=now))
    except IntegrityError:
        return False
    return True


async def last_run(session: AsyncSession, name: str) -> datetime | None:
    """When a duty was last taken, by any clock."""
    return (await session.execute(select(DutyRow.ran_at).where(DutyRow.name == name))).scalar_one_or_none()


def ticks(ran: datetime | None, now: datetime) -> bool:
    """Whether a clock ticks, from when one did last; a tick of the future is none, because somebody set a clock."""
    return ran is not None and abs(now - ran) < LATE_AFTER
