"""One present for all processes: the server's clock, carried on by each process's own steady seconds.

A process's wall clock decides nothing: it may be minutes off, or be set while the process runs. The server's clock is
read again every few seconds. Small differences are followed; a jump is not, unless Instagram, whose clock is none of
ours, agrees with it. Otherwise everything of the next hour would go out at once, or nothing for an hour.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.clock import Clock, SystemClock, instant, steady_seconds, wall_seconds
from core.regularly import regularly
from core.witness import APART, Witness

log = structlog.get_logger(__name__)

READ_EVERY_SECONDS = 2.0
READ_WITHIN_SECONDS = 5.0
READINGS = 3
JUMP_SECONDS = 1.0
"""The steady seconds of two machines differ by less, even after hours without a reading."""
ASK_AGAIN_AFTER_SECONDS = 60.0
HOLD_AT_MOST_SECONDS = 300.0
"""After so long the server is believed when nobody else can be asked: nothing else tells the time."""
APART_SECONDS = APART.total_seconds()

AskServer = Callable[[], Awaitable[float]]
"""Tells what to add to steady seconds to get the server's."""


class SharedClock(SystemClock):
    """Read by anybody at once, kept by one task (`kept`). Until its first reading it is the machine's own clock.

    Steady time is this same present: leases are compared between processes, so it has to be one for all of them.
    """

    def __init__(
        self,
        ask_server: AskServer,
        witness: Witness,
        *,
        wall: Callable[[], float] = wall_seconds,
    ) -> None:
        super().__init__()
        self._ask_server, self._witness = ask_server, witness
        self._offset = wall() - steady_seconds()
        self._reported = self._offset
        self._is_read = False
        self._in_doubt_since: float | None = None

    def now(self) -> datetime:
        return instant(self._offset + steady_seconds())

    def steady(self) -> datetime:
        return self.now()

    def reported(self) -> datetime:
        return instant(self._reported + steady_seconds())

    async def read(self) -> None:
        """Read the server's clock and decide whether to follow it; a server that is away changes nothing."""
        try:
            async with asyncio.timeout(READ_WITHIN_SECONDS):
                self._reported = await self._ask_server()
        except Exception as error:  # the database is away: whoever needs it says so
            log.debug("the server's clock was not read", reason=f"{type(error).__name__}: {error}")
            return
        off = abs(self._reported - self._offset)
        usual = off <= (JUMP_SECONDS if self._is_read else APART_SECONDS)
        if not usual:
            await self._witness.ask(unless_within=ASK_AGAIN_AFTER_SECONDS)
        witnessed = self._witness.offset()
        if witnessed is not None and abs(self._reported - witnessed) > APART_SECONDS:
            self._doubt("instagram's clock differs")
            if abs(self._offset - witnessed) > APART_SECONDS:
                self._offset = witnessed
        elif usual or not self._is_read or witnessed is not None or self._held_for() > HOLD_AT_MOST_SECONDS:
            self._follow()
        else:
            self._doubt("it jumped and nobody could be asked")
        self._is_read = True

    def _follow(self) -> None:
        self._offset = self._reported
        if self._in_doubt_since is not None:
            log.warning("the server's clock is believed again")
        self._in_doubt_since = None

    def _doubt(self, why: str) -> None:
        if self._in_doubt_since is None:
            ahead = round(self._reported - self._offset, 1)
            log.error("the server's clock is not believed", why=why, seconds_ahead=ahead)
            self._in_doubt_since = steady_seconds()

    def _held_for(self) -> float:
        return 0.0 if self._in_doubt_since is None else steady_seconds() - self._in_doubt_since


class LocalClock(SharedClock):
    """The machine's own clock, kept the same way, where one process is all there is: no lease needs to follow it."""

    def __init__(self, witness: Witness, *, wall: Callable[[], float] = wall_seconds) -> None:
        async def ask() -> float:
            return wall() - steady_seconds()

        super().__init__(ask, witness, wall=wall)
        self._first = self._offset

    def steady(self) -> datetime:
        return instant(self._first + steady_seconds())


def clock_of(engine: AsyncEngine) -> AskServer:
    """Ask PostgreSQL, and take the quickest of a few answers: it is off by at most half its round trip."""

    async def ask() -> float:
        async with engine.connect() as connection:
            took, offset = min([await _reading(connection) for _ in range(READINGS)])
        if took > JUMP_SECONDS:
            raise TimeoutError("the answers took too long to tell anything")
        return offset

    return ask


async def _reading(connection: AsyncConnection) -> tuple[float, float]:
    began = steady_seconds()
    told = await connection.execute(text("SELECT extract(epoch FROM clock_timestamp())::float8"))
    took = steady_seconds() - began
    return took, float(told.scalar_one()) - began - took / 2


@asynccontextmanager
async def kept(clock: Clock, every_seconds: float = READ_EVERY_SECONDS) -> AsyncIterator[None]:
    """Keep a clock that has a server: read once before anything starts, and every few seconds from then on."""
    if not isinstance(clock, SharedClock):
        yield
        return
    await clock.read()
    async with regularly(clock.read, every_seconds, "shared clock"):
        yield
