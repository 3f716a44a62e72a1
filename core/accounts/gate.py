"""The gate in front of Instagram: the pause in the database, the usage Instagram tells, our own ceiling."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from core.accounts.budget import SLOW_AT, halt_after
from core.accounts.pause import check_not_paused, pause
from core.accounts.token_log import TokenLog
from core.clock import Clock
from core.database import Database
from core.errors import RateLimited
from core.operations.meters import CALLS, USAGE
from core.ports.access import Access
from core.ports.gate import Called, Ceiling, Urgency

log = structlog.get_logger(__name__)

USAGE_COUNTS_FOR = timedelta(minutes=15)
"""After so long without an answer the last usage says nothing any more."""
TURN_EVERY = timedelta(minutes=15)
"""How often numbers are read at all while calls run low."""
TURN_LASTS = timedelta(minutes=1)
NOTE_WITHIN_SECONDS = 5.0


class AccountGate:
    """One a process; the pause and, with Redis, the ceiling are shared. Implements core.ports.gate.Gate.

    Whoever looked for a pause before its calls is believed, until this process has paused the account itself.
    """

    def __init__(self, db: Database, clock: Clock, ceiling: Ceiling, token_log: TokenLog) -> None:
        self._db, self._clock, self._ceiling, self._log = db, clock, ceiling, token_log
        self._usage: dict[str, tuple[int, datetime]] = {}
        self._turns: dict[str, datetime] = {}
        self._halted: set[UUID] = set()

    async def may_go(self, access: Access, urgency: Urgency) -> None:
        """Raises RateLimited. What must go is only counted."""
        looks = urgency is not Urgency.MUST and not (access.looked and access.account_id not in self._halted)
        if looks and access.workspace_id is not None and access.account_id is not None:
            async with self._db.reading() as session:
                await check_not_paused(session, access.workspace_id, access.account_id, self._clock.now())
        if urgency is Urgency.LATER and (turn_in := self._numbers_wait(access.instagram_id)) is not None:
            raise RateLimited("Instagram's call budget runs low, so numbers wait.", after=turn_in)
        wait = await self._ceiling.take(access.instagram_id, urgency)
        if wait is not None and urgency is not Urgency.MUST:
            raise RateLimited("I have asked Instagram as often as I may within an hour.", after=wait)

    async def went(self, called: Called) -> None:
        """Count it, note the use of the token, and pause the account when its budget is spent."""
        CALLS.labels(called.kind, called.result).inc()
        self._log.note(called)
        if not called.instagram_id:
            return
        if called.percent is not None:
            USAGE.labels(called.instagram_id).set(called.percent)
            self._usage[called.instagram_id] = (called.percent, self._clock.now())
        try:
            await self._pause_if_spent(called)
        except Exception as error:  # the next answer says it again
            log.warning("a pause could not be noted", reason=f"{type(error).__name__}: {error}")

    def runs_low(self, instagram_id: str) -> bool:
        percent, told_at = self._usage.get(instagram_id, (0, self._clock.now()))
        return percent >= SLOW_AT and self._clock.now() - told_at < USAGE_COUNTS_FOR

    def _numbers_wait(self, instagram_id: str) -> timedelta | None:
        """How long until numbers have their turn; None while they have it, as always when the budget is not low."""
        now, began = self._clock.now(), self._turns.get(instagram_id)
        if began is not None and now - began < TURN_LASTS:
            return None
        if not self.runs_low(instagram_id) or (began is not None and now - began >= TURN_EVERY):
            self._turns[instagram_id] = now
            return None
        began = self._turns.setdefault(instagram_id, now - TURN_LASTS)
        return began + TURN_EVERY - now

    async def _pause_if_spent(self, called: Called) -> None:
        halt = halt_after(called)
        if halt is None or called.workspace_id is None or called.account_id is None:
            return
        self._halted.add(called.account_id)
        log.warning("instagram's budget is spent", account=called.instagram_id, percent=called.percent)
        async with asyncio.timeout(NOTE_WITHIN_SECONDS), self._db.transaction() as session:
            await pause(session, called.workspace_id, called.account_id, halt, self._clock.now())
