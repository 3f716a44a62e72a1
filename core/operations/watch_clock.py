"""Somebody has to notice that no clock ticks, and a clock can't: whoever serves or works looks at the ticks.

All who look share one memory, a row that is there while no clock is, so that each change is told once. What is told
needs no clock: its task is rung as the transaction ends.
"""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import touched
from core.duties import TICK, DutyRow
from core.operations.alert import raise_alert_for_all
from core.ports.parts import Parts
from core.witness import gap_in_words

LOOK_EVERY_SECONDS = 3.0
LOOKS = 10
"""So many looks without a new tick (half a minute) are trouble; a restart of the clock is none."""
MISSED = "clock missed"
"""The row that is there while no clock ticks; its `next_at` is when that was noticed."""


class ClockWatch:
    """Counts its own looks: no clock that is set and no time in which this process was frozen can deceive it."""

    def __init__(self, parts: Parts, *, looks: int = LOOKS) -> None:
        self._parts, self._looks = parts, looks
        self._seen: datetime | None = None
        self._unchanged = -1  # the first look knows nothing of a look before
        self._apart = False

    async def look(self) -> None:
        """Once: at the ticks, and at what Instagram says of the time."""
        async with self._parts.db.reading() as session:
            found = await session.execute(
                select(DutyRow.name, DutyRow.ran_at, DutyRow.next_at).where(DutyRow.name.in_((TICK, MISSED)))
            )
            rows = {name: (ran_at, next_at) for name, ran_at, next_at in found.all()}
        ran, _ = rows.get(TICK, (None, None))
        ticked, self._seen = ran != self._seen and self._unchanged >= 0, ran
        self._unchanged = 0 if ticked else self._unchanged + 1
        if self._unchanged >= self._looks and MISSED not in rows:
            await self._tell_missed(ran)
        elif ticked and MISSED in rows:
            await self._tell_back(rows[MISSED][1])
        await self._compare()

    async def _tell_missed(self, ran: datetime | None) -> None:
        now = self._parts.clock.now()
        since = f" since {ran:%d %b %H:%M:%S} UTC" if ran else ""
        text = (
            f"No clock has ticked{since}, so nothing that is planned goes out. Start one with `rite clock`, or look at"
            " the log of the one that should run; two may run side by side."
        )
        async with self._parts.db.transaction() as session:
            if await _note(session, now):
                await raise_alert_for_all(session, "no clock", f"{now:%Y-%m-%d %H:%M:%S}", text, now)

    async def _tell_back(self, since: datetime) -> None:
        now = self._parts.clock.now()
        text = "A clock ticks again. What was due meanwhile goes out now, unless it is too late for it."
        async with self._parts.db.transaction() as session:
            gone = await session.execute(delete(DutyRow).where(DutyRow.name == MISSED, DutyRow.next_at == since))
            if touched(gone):
                await raise_alert_for_all(
                    session, "clock is back", f"{now:%Y-%m-%d %H:%M:%S}", text, now, resolved=True
                )

    async def _compare(self) -> None:
        """Tell when our time and Instagram's differ, and when they agree again."""
        apart = self._parts.witness.apart(self._parts.clock.reported())
        if (apart is not None) is self._apart:
            return
        self._apart = apart is not None
        kind, text = "clocks agree", "Our clock and Instagram's agree again. Posts that waited go out now."
        if apart is not None:
            kind = "clocks differ"
            text = (
                f"The clock of the database's server (with SQLite: of this machine) is {gap_in_words(apart)}"
                " Instagram's. No post goes out until they agree. Set it right, best by NTP; the posts then go on by"
                " themselves."
            )
        now = self._parts.clock.now()
        async with self._parts.db.transaction() as session:
            await raise_alert_for_all(session, kind, "", text, now, resolved=apart is None)


async def _note(session: AsyncSession, now: datetime) -> bool:
    """Remember that no clock ticks; True for the one who is first."""
    try:
        async with session.begin_nested():
            await session.execute(insert(DutyRow).values(name=MISSED, next_at=now, ran_at=None))
    except IntegrityError:
        return False
    return True
