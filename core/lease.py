"""Work that only its holder may do: a lease in the database, renewed for as long as the work goes on.

A lease is short, so what a killed process had in hand is taken over soon; it is renewed, so slow work keeps it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")

LEASE = timedelta(seconds=20)
"""How long after its holder's end a piece of work may be taken over."""
RENEW_EVERY_SECONDS = LEASE.total_seconds() / 4


class LeaseLost(Exception):
    """Somebody else holds the work now, or nobody could be told that we still do."""


async def while_held(work: Coroutine[Any, Any, T], renew: Callable[[], Awaitable[bool]]) -> T:
    """Do the work and renew its lease beside it; the work is cancelled and LeaseLost raised when that fails.

    `renew` returns False when the lease is no longer ours; its errors are trouble that may pass within the lease.
    """
    doing = asyncio.create_task(work)
    try:
        renewed = time.monotonic()
        while True:
            await asyncio.wait({doing}, timeout=RENEW_EVERY_SECONDS)
            if doing.done():
                break
            asked = time.monotonic()
            if await _renewed(renew):
                renewed = asked
            elif time.monotonic() - renewed > LEASE.total_seconds():
                raise LeaseLost
        return doing.result()
    finally:
        if not doing.done():
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)


async def _renewed(renew: Callable[[], Awaitable[bool]]) -> bool:
    try:
        ours = await renew()
    except Exception as error:
        log.warning("a lease could not be renewed", reason=f"{type(error).__name__}: {error}")
        return False
    if not ours:
        raise LeaseLost
    return True
