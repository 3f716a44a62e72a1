"""Work that only its holder may do: a lease in the database, renewed for as long as the work goes on.

A lease is short, so what a killed process had in hand is taken over soon; it is renewed, so slow work keeps it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar, copy_context
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy import ColumnElement, SQLColumnExpression, or_
from sqlalchemy.orm import InstrumentedAttribute

from core.clock import steady_seconds

log = structlog.get_logger(__name__)

T = TypeVar("T")


LONGEST = timedelta(minutes=10)
"""No lease is this long: one that ends later was written by a clock that was wrong, and holds nobody up."""


def is_over(lease_until: InstrumentedAttribute[datetime | None], steady: datetime) -> ColumnElement[bool]:
    """Whether what a row says of its lease lets somebody else have the work."""
    return ends_outside(lease_until, steady, steady + LONGEST)


def ends_outside(lease_until: SQLColumnExpression[Any], now: Any, longest: Any) -> ColumnElement[bool]:
    """The same for a statement that is built once: `now` and `longest`, the latest a lease may end, come later."""
    return or_(lease_until.is_(None), lease_until < now, lease_until > longest)


class LeaseLost(Exception):
    """Somebody else holds the work now, or nobody could be told that we still do."""


class Hold:
    """What the holder knows of its lease without asking anybody, by a clock that runs on while the process is frozen.

    lease: how long after its last renewal the work may be taken over.
    """

    def __init__(self, lease: timedelta, ticking: Callable[[], float] = steady_seconds) -> None:
        self.seconds, self._ticking = lease.total_seconds(), ticking
        self._renewed = ticking()

    def now(self) -> float:
        """The moment to hand to `renewed`: before the renewal is asked for, not after it was answered."""
        return self._ticking()

    def renewed(self, asked: float) -> None:
        self._renewed = asked

    @property
    def is_over(self) -> bool:
        """Whether the work may be somebody else's."""
        return self._ticking() - self._renewed > self.seconds

    @property
    def is_sure(self) -> bool:
        """Whether the work is ours for a good while yet: what cannot be undone needs that much."""
        return self._ticking() - self._renewed < self.seconds / 2


_held: ContextVar[Hold | None] = ContextVar("the lease of the work in hand", default=None)


def in_hand() -> Hold | None:
    """What this work knows of its own lease; None outside of leased work."""
    return _held.get()


def check_held() -> None:
    """The last look before what cannot be undone. Raises LeaseLost when the work in hand may be somebody else's.

    A process that was frozen wakes up in the middle of its work and does not know it. Outside of leased work all is
    well.
    """
    hold = in_hand()
    if hold is not None and not hold.is_sure:
        raise LeaseLost


async def while_held(work: Coroutine[Any, Any, T], renew: Callable[[], Awaitable[bool]], hold: Hold) -> T:
    """Do the work and renew its lease beside it; the work is cancelled and LeaseLost raised when that fails.

    `hold` began before the lease was taken: whoever is frozen right after taking it must not believe it is fresh.
    `renew` returns False when the lease is no longer ours; its errors are trouble that may pass within the lease.
    """
    context = copy_context()
    context.run(_held.set, hold)
    doing = asyncio.create_task(work, context=context)
    try:
        while True:
            await asyncio.wait({doing}, timeout=hold.seconds / 4)
            if doing.done():
                break
            asked = hold.now()
            if await _renewed(renew):
                hold.renewed(asked)
            elif hold.is_over:
                raise LeaseLost
        return doing.result()
    except asyncio.CancelledError:
        if await _done_anyway(doing):
            return doing.result()
        raise
    finally:
        if not doing.done():
            await _done_anyway(doing)


async def _done_anyway(doing: "asyncio.Task[Any]") -> bool:
    """Stop the work; True when it had come to its end in that very moment, and is not to be done again."""
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return not doing.cancelled() and doing.exception() is None


async def to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Note something down, even when this process is told to stop meanwhile: what was done is not done again."""
    noting = asyncio.create_task(work)
    try:
        await asyncio.shield(noting)
    except asyncio.CancelledError:
        await asyncio.gather(noting, return_exceptions=True)
        raise


async def _renewed(renew: Callable[[], Awaitable[bool]]) -> bool:
    try:
        ours = await renew()
    except Exception as error:
        log.warning("a lease could not be renewed", reason=f"{type(error).__name__}: {error}")
        return False
    if not ours:
        raise LeaseLost
    return True
