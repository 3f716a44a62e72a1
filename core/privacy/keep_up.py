"""What is to be erased and swept, looked after by every clock process; whoever comes first does it."""

from datetime import timedelta

from sqlalchemy import select

from core.duties import take
from core.ports.parts import Parts
from core.privacy.carry_out import erase_due
from core.privacy.exporting import take_exports_away
from core.privacy.model import PrivacyRequest, Whose, Wish
from core.privacy.sweep import IN_USE, sweep
from core.tenancy import ACROSS_WORKSPACES

ERASES, SWEEPS = "erase", "sweep files"
LOOK_EVERY_SECONDS = 60.0
AFTER_AN_ERASURE = timedelta(days=1)


class Upkeep:
    """Erasures whose grace is over, exports nobody needs, files in the wrong place, and files nobody names."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def look(self) -> None:
        """Files wait outside of transactions, so none of this is a duty of the clock's."""
        if await self._mine(ERASES, timedelta(minutes=1)):
            await erase_due(self._parts)
            await take_exports_away(self._parts)
            await self._parts.media.bring_home()
        if await self._mine(SWEEPS, timedelta(hours=6)):
            await sweep(self._parts, await self._older_than())

    async def _mine(self, name: str, every: timedelta) -> bool:
        async with self._parts.db.transaction() as session:
            return await take(session, name, self._parts.clock.now(), every)

    async def _older_than(self) -> timedelta:
        """What was painted for a team in its last hour goes soon after it, not in a month."""
        since = self._parts.clock.now() - AFTER_AN_ERASURE
        query = select(PrivacyRequest.id).where(
            PrivacyRequest.wish == Wish.ERASE, PrivacyRequest.whose == Whose.TEAM, PrivacyRequest.done_at > since
        )
        async with self._parts.db.reading() as session:
            lately = (await session.execute(query.execution_options(**ACROSS_WORKSPACES))).first()
        return IN_USE if lately else self._parts.retention.files
