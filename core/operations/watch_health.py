"""Some process looks every minute at the figures and every five at the parts; what it finds is kept and told.

Whoever comes first does it for all, beside its own work: a network that hangs must not keep posts waiting.
"""

import asyncio
from datetime import datetime, timedelta

from core.duties import take
from core.operations.checks import Checked, Checkup
from core.operations.incidents import Trouble, open_incidents, settle
from core.operations.measures import SystemMetrics, measure, row_of
from core.operations.model import HealthCheckRow
from core.operations.thresholds import THRESHOLDS
from core.ports.parts import Parts

LOOK_EVERY_SECONDS = 5.0
MEASURES, CHECKS = "system metrics", "health check"
"""The names of the two duties."""
MEASURE_EVERY = timedelta(minutes=1)
CHECK_EVERY = timedelta(minutes=5)
CHECK_TROUBLE_EVERY = timedelta(minutes=1)
"""Something is not well: its end should be told soon."""
LOOK_AGAIN_AFTER_SECONDS = 3.0
"""What is gone by then, a restart or a clock that was moved, is no trouble."""


class HealthWatch:
    """One a process."""

    def __init__(self, parts: Parts, checkup: Checkup, *, again_after: float = LOOK_AGAIN_AFTER_SECONDS) -> None:
        self._parts, self._checkup, self._again_after = parts, checkup, again_after
        self._next: dict[str, datetime] = {}
        self._all_well = True

    async def look(self) -> None:
        """Do what it is time for, unless another process did."""
        if await self._my_turn(MEASURES, MEASURE_EVERY):
            await self.measure()
        if await self._my_turn(CHECKS, CHECK_EVERY if self._all_well else CHECK_TROUBLE_EVERY):
            await self.check()

    async def measure(self) -> None:
        """Keep this minute's figures, and tell what is beyond its threshold."""
        found = await measure(self._parts)
        troubles = _beyond(found)
        if await self._is_new(troubles):
            troubles = _still(troubles, _beyond(await measure(self._parts)))
        now = self._parts.clock.now()
        async with self._parts.db.transaction() as session:
            session.add(row_of(found, now))
            await settle(session, {one.name for one in THRESHOLDS}, troubles, now)

    async def check(self) -> None:
        """Keep how every part is, and tell what is not well."""
        found = await self._checkup.look(anew=True)
        troubles = _not_well(found)
        if await self._is_new(troubles):
            troubles = _still(troubles, _not_well(await self._checkup.look(anew=True)))
        self._all_well = not troubles
        now = self._parts.clock.now()
        async with self._parts.db.transaction() as session:
            session.add_all(
                HealthCheckRow(name=one.check.name, well=one.well, took_ms=one.took_ms, at=now) for one in found
            )
            await settle(session, {one.check.name for one in found}, troubles, now)

    async def _my_turn(self, name: str, every: timedelta) -> bool:
        now = self._parts.clock.now()
        wait = self._next.get(name, now) - now
        if timedelta() < wait <= every:  # more than a period: somebody set the clock back
            return False
        async with self._parts.db.transaction() as session:
            mine = await take(session, name, now, every)
        self._next[name] = now + every
        return mine

    async def _is_new(self, troubles: list[Trouble]) -> bool:
        """Whether there is something that nobody was told of; then some moments pass, for a second look."""
        if not troubles:
            return False
        async with self._parts.db.reading() as session:
            known = await open_incidents(session)
        if all(trouble.name in known for trouble in troubles):
            return False
        await asyncio.sleep(self._again_after)
        return True


def _beyond(found: SystemMetrics) -> list[Trouble]:
    return [Trouble(one.name, one.wrong(found), one.cure) for one in THRESHOLDS if one.is_over(found)]


def _not_well(found: list[Checked]) -> list[Trouble]:
    """A clock that does not tick is told by whoever watches it (watch_clock.py), within half a minute."""
    checks = [one.check for one in found if not one.well and one.check.name != "clock"]
    return [Trouble(check.name, check.wrong, check.cure) for check in checks]


def _still(before: list[Trouble], after: list[Trouble]) -> list[Trouble]:
    """What was seen twice, as it is now."""
    names = {trouble.name for trouble in before}
    return [trouble for trouble in after if trouble.name in names]
