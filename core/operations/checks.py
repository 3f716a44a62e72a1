"""What a process needs around it, looked at for real: each check does what the service does with that part."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

import structlog
from sqlalchemy import text

from core.clock import steady_seconds
from core.duties import TICK, last_run, ticks
from core.ports.parts import Parts

log = structlog.get_logger(__name__)

ANSWERS_WITHIN_SECONDS = 6.0


@dataclass(frozen=True)
class Check:
    """One part. A soft one, when it is away, is no reason to send people elsewhere."""

    name: str
    is_well: Callable[[Parts], Awaitable[bool]]
    wrong: str
    """What it means when it is not well."""
    cure: str
    soft: bool = False
    good_for_seconds: float = 0.0
    """Whoever asks again within that gets the last answer: looking costs something."""


@dataclass(frozen=True)
class Checked:
    """How a part was."""

    check: Check
    well: bool
    took_ms: int


async def _database(parts: Parts) -> bool:
    async with parts.db.reading() as session:
        await session.execute(text("SELECT 1"))
    return True


async def _queue(parts: Parts) -> bool:
    return await parts.queue_answers()


async def _clock(parts: Parts) -> bool:
    async with parts.db.reading() as session:
        return ticks(await last_run(session, TICK), parts.clock.now())


async def _storage(parts: Parts) -> bool:
    await parts.media.check_kept()
    return True


INSTAGRAM_GOOD_FOR_SECONDS = 60.0


async def _instagram(parts: Parts) -> bool:
    return await parts.witness.answers(unless_within=INSTAGRAM_GOOD_FOR_SECONDS)


CHECKS = (
    Check(
        "database",
        _database,
        "The database does not answer",
        "see that its server runs and that RITE_DATABASE_URL is right",
    ),
    Check(
        "queue",
        _queue,
        "Redis does not take work and give it back, so workers look at the rows by themselves, a second later",
        "see that Redis runs, has memory left and takes writes, and that RITE_REDIS_URL is right",
    ),
    Check(
        "clock", _clock, "No clock ticks, so nothing that is planned goes out", "start `rite clock`, or read its log"
    ),
    Check(
        "storage",
        _storage,
        "Pictures can't be kept or read back",
        "see that RITE_MEDIA_URL can be written to and has room",
        good_for_seconds=30.0,
    ),
    Check(
        "instagram",
        _instagram,
        "Instagram can't be reached, so posts wait and are tried again",
        "see whether this machine reaches the internet; if it does, Instagram is down and nothing needs doing",
        soft=True,
    ),
)


class Checkup:
    """Looks at all parts at once; one a process, so that it can remember."""

    def __init__(self, parts: Parts, checks: tuple[Check, ...] = CHECKS) -> None:
        self._parts, self._checks = parts, checks
        self._known: dict[str, tuple[float, Checked]] = {}

    async def look(self, *, anew: bool = False) -> list[Checked]:
        """In the order of the table. anew: nothing that is remembered counts."""
        return list(await asyncio.gather(*(self._look(check, anew) for check in self._checks)))

    async def _look(self, check: Check, anew: bool) -> Checked:
        at, known = self._known.get(check.name, (0.0, None))
        if known is not None and not anew and steady_seconds() - at < check.good_for_seconds:
            return known
        began = perf_counter()
        try:
            async with asyncio.timeout(ANSWERS_WITHIN_SECONDS):
                well = await check.is_well(self._parts)
        except Exception as error:
            log.warning("a check failed", check=check.name, reason=f"{type(error).__name__}: {error}")
            well = False
        checked = Checked(check, well, round((perf_counter() - began) * 1000))
        self._known[check.name] = steady_seconds(), checked
        return checked


def is_ready(found: Iterable[Checked]) -> bool:
    """Whether everything is well that has to be."""
    return all(one.well or one.check.soft for one in found)
