"""What only one process may do at a time, for as long as it goes on: the others stand by, and take over.

A row says until when it is taken. Whoever wrote that very moment is the holder, so that nobody needs a name.
"""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.database import Database, touched
from core.duties import DutyRow

LEASE = timedelta(seconds=10)
"""So long after a process died another one takes over."""
ASKED_EVERY_SECONDS = 3.0
"""How often whoever has it has to say so."""
FRESH = timedelta(seconds=2)
"""Asked again within this, it is ours without a look at the row."""


class OnlyOne:
    """One process's hold on it; `name` is the row's."""

    def __init__(self, db: Database, clock: Clock, name: str) -> None:
        self._db, self._clock, self._name = db, clock, name
        self._until: datetime | None = None
        self._asking = asyncio.Lock()

    async def is_ours(self) -> bool:
        """Take it, or keep it; False while another process has it."""
        async with self._asking:
            now = self._clock.steady()
            if self._until is not None and now < self._until - LEASE + FRESH:
                return True
            async with self._db.transaction() as session:
                until = now + LEASE if await self._taken(session, now, now + LEASE) else None
            self._until = until
            return until is not None

    async def let_go(self) -> None:
        """For the next one to take at once; what is somebody else's by now stays theirs."""
        if self._until is None:
            return
        async with self._db.transaction() as session:
            held = (DutyRow.name == self._name, DutyRow.next_at == self._until)
            await session.execute(update(DutyRow).where(*held).values(next_at=self._clock.steady()))
        self._until = None

    async def _taken(self, session: AsyncSession, now: datetime, until: datetime) -> bool:
        free = or_(DutyRow.next_at <= now, DutyRow.next_at > until, DutyRow.next_at == self._until)
        took = await session.execute(
            update(DutyRow).where(DutyRow.name == self._name, free).values(next_at=until, ran_at=now)
        )
        if touched(took):
            return True
        if (await session.execute(select(DutyRow.name).where(DutyRow.name == self._name))).first():
            return False
        try:
            async with session.begin_nested():
                await session.execute(insert(DutyRow).values(name=self._name, next_at=until, ran_at=now))
        except IntegrityError:
            return False  # somebody else was a moment earlier
        return True
