"""Chat platforms deliver at least once: remember what was worked on, in the transaction that did the work."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import SeenUpdate

KEPT = timedelta(days=3)


async def first_time(session: AsyncSession, key: str, now: datetime) -> bool:
    """True for the first transaction that commits with this key; False ever after."""
    try:
        async with session.begin_nested():
            await session.execute(insert(SeenUpdate).values(key=key[:120], seen_at=now))
    except IntegrityError:
        return False
    return True


async def was_seen(session: AsyncSession, key: str) -> bool:
    """Whether something with this key was worked on: there is nothing to begin."""
    found = await session.execute(select(SeenUpdate.key).where(SeenUpdate.key == key[:120]))
    return found.scalar_one_or_none() is not None


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Platforms repeat within hours, not days."""
    await session.execute(delete(SeenUpdate).where(SeenUpdate.seen_at < now - KEPT))
