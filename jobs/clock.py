"""The ticking process: claims due posts, rings again for what nobody picked up, does the regular duties."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.pause import end_pauses
from core.accounts.refresh import due_for_refresh
from core.accounts.token_use import forget_old_uses
from core.accounts.warn import warn_of_ending_access
from core.approvals.remind import remind
from core.callbacks.comments import forget_comments, tell_waiting_comments
from core.callbacks.receive import forget_deliveries
from core.campaigns.complete import complete_campaigns
from core.digests.when import ring_for_digests
from core.duties import TICK, TICKS_EVERY, take
from core.imports.later import ring_for_later_drafts
from core.insights.account import ring_for_accounts
from core.insights.rhythm import RUNG_EVERY, ring_for_readings
from core.notices.home_tab import ring_for_homes
from core.notices.seen import forget_old
from core.operations.model import forget_old_alerts, forget_old_health
from core.operations.watch_tokens import watch_tokens
from core.outbox import PUBLISH, Bell, overdue, waiting_since
from core.people.invites import ring_for_invites
from core.ports.parts import Parts
from core.posts.claim import claim_due, next_due
from core.posts.last_call import call_last
from core.posts.wall_time import keep_wall_times
from core.privacy.retention import forget_spent
from core.recaps.ask import ask_for_photos
from core.series.propose import propose
from core.telemetry.forward import ring_for_forwards
from core.telemetry.keep import forget_old_telemetry
from core.telemetry.uptime import note_minute
from core.timing.optimize import ring_for_best_times
from core.webhooks.schedule import ring_for_webhooks

log = structlog.get_logger(__name__)

LONGEST_NAP = timedelta(milliseconds=250)
"""A post that appears while we sleep is claimed at most this late."""
SHORTEST_NAP = timedelta(milliseconds=20)
"""More is due than the workers can take at once: look again when they have had a moment."""
MOST_WAITING = 100
"""So many rings may wait for a worker; the rest stays in the table, in the order it should go out."""
AFTER_TROUBLE_SECONDS = 1.0
FAILED_DUTY_AGAIN_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Duty:
    """Something done regularly by whichever clock comes first."""

    name: str
    every: timedelta
    run: Callable[[AsyncSession, datetime], Awaitable[object]]


async def _refreshes(session: AsyncSession, now: datetime) -> None:
    for workspace_id, account_id in await due_for_refresh(session, now):
        tasks.refresh_account.enqueue(session, workspace_id, account_id)


async def _heartbeat(_: AsyncSession, __: datetime) -> None:
    """Taking this duty is all there is to it: readiness looks at when it was taken last."""


HEARTBEAT = Duty(TICK, TICKS_EVERY, _heartbeat)
DUTIES = (
    Duty("digests", timedelta(minutes=1), ring_for_digests),
    Duty("optimize schedule", timedelta(hours=1), ring_for_best_times),
    Duty("reminders", timedelta(minutes=1), remind),
    Duty("home tabs", timedelta(seconds=5), ring_for_homes),
    Duty("ask about the next ones", timedelta(hours=1), propose),
    Duty("complete campaigns", timedelta(hours=1), complete_campaigns),
    Duty("webhooks", timedelta(seconds=5), ring_for_webhooks),
    Duty("last calls", timedelta(seconds=5), call_last),
    Duty("wall times", timedelta(hours=1), keep_wall_times),
    Duty("later drafts", timedelta(minutes=1), ring_for_later_drafts),
    Duty("sync analytics", RUNG_EVERY, ring_for_readings),
    Duty("sync accounts", timedelta(hours=1), ring_for_accounts),
    Duty("refresh tokens", timedelta(hours=6), _refreshes),
    Duty("account warnings", timedelta(hours=1), warn_of_ending_access),
    Duty("end pauses", timedelta(minutes=1), end_pauses),
    Duty("watch tokens", timedelta(minutes=1), watch_tokens),
    Duty("tell comments", timedelta(minutes=1), tell_waiting_comments),
    Duty("ask for photos", timedelta(minutes=5), ask_for_photos),
    Duty("follow invites", timedelta(hours=1), ring_for_invites),
    Duty("forget comments", timedelta(hours=6), forget_comments),
    Duty("forget deliveries", timedelta(hours=6), forget_deliveries),
    Duty("forget updates", timedelta(hours=6), forget_old),
    Duty("forget token uses", timedelta(hours=24), forget_old_uses),
    Duty("forget alerts", timedelta(hours=24), forget_old_alerts),
    Duty("forget what is spent", timedelta(hours=6), forget_spent),
    Duty("forget health", timedelta(hours=24), forget_old_health),
    Duty("note uptime", timedelta(seconds=20), note_minute),
    Duty("forward analytics", timedelta(minutes=1), ring_for_forwards),
    Duty("forget telemetry", timedelta(hours=24), forget_old_telemetry),
)


class ClockProcess:
    """Ticks until stopped; several may run, none is noticed by readiness."""

    def __init__(self, parts: Parts, bell: Bell, duties: Sequence[Duty] = DUTIES) -> None:
        self._parts, self._bell, self._duties = parts, bell, duties
        self._next: dict[str, datetime] = {}
        self._stopping = False

    def stop(self) -> None:
        """End after the tick in hand: cancelling one would tear its transaction."""
        self._stopping = True

    async def run(self) -> None:
        """Posts don't wait for duties: a long one is done beside them."""
        await asyncio.gather(self._again_and_again(self._look), self._again_and_again(self._regulars))

    async def tick(self) -> None:
        """Everything that is due now."""
        await self.claim()
        await self.do_duties()

    async def claim(self) -> datetime | None:
        """Due posts and unheard work, each in its own transaction; looks first, so an idle look writes nothing.

        Returns when the first post it saw is due. The heartbeat comes last: who fails at this does not pass for a
        clock that ticks.
        """
        db, now = self._parts.db, self._parts.clock.now()
        async with db.reading() as session:
            due = await next_due(session, self._parts.clock)
            unheard = await waiting_since(session, self._parts.clock)
        if due is not None and due <= now:
            await self._claim()
        if unheard:
            async with db.transaction() as session:
                found = await overdue(session, self._parts.clock)
            for queue, task_id in found:
                self._bell.ring(queue, task_id)
        await self._do(HEARTBEAT, now)
        return due

    async def do_duties(self) -> None:
        """The regular ones whose time it is, one after the other."""
        for duty in self._duties:
            await self._do(duty, self._parts.clock.now())

    async def _look(self) -> None:
        due, now = await self.claim(), self._parts.clock.now()
        wake = now + LONGEST_NAP
        if due is not None:
            wake = min(wake, max(due, now + SHORTEST_NAP))
        await self._parts.clock.sleep_until(wake)
        if due is not None and now < due <= wake:
            await self._claim()  # it was seen coming: looking once more would only make it late

    async def _regulars(self) -> None:
        await self.do_duties()
        await self._parts.clock.sleep_until(self._parts.clock.now() + LONGEST_NAP)

    async def _again_and_again(self, do: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping:
            try:
                await do()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # the database is away for a moment: say so and go on ticking
                log.error("a tick failed", exc_info=error)
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)

    async def _claim(self) -> None:
        """Claim as much as the workers will have done soon: what waits in the queue can't be overtaken any more."""
        waiting = await self._bell.waiting(PUBLISH)
        room = 0 if waiting is None else MOST_WAITING - waiting
        while room > 0:
            claims = await claim_due(self._parts.db, self._parts.clock, room)
            for claim in claims:
                self._bell.hand(claim.workspace_id, claim.post_id, claim.fence)
            if not claims:
                return
            room -= len(claims)

    async def _do(self, duty: Duty, now: datetime) -> None:
        wait = self._next.get(duty.name, now) - now
        if timedelta() < wait <= duty.every:  # more than a period: somebody set the clock back
            return
        try:
            async with self._parts.db.transaction() as session:
                if await take(session, duty.name, now, duty.every):
                    await duty.run(session, now)
            self._next[duty.name] = now + duty.every
        except Exception as error:  # one duty that fails keeps no other from being done
            log.error("a duty failed", duty=duty.name, exc_info=error)
            self._next[duty.name] = now + min(duty.every, FAILED_DUTY_AGAIN_AFTER)
