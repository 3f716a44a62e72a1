"""Work that is done after whoever asked for it has stopped waiting."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Moment


@dataclass(frozen=True, eq=False)
class Landing:
    """Something asked for at a moment, done so many seconds after it."""

    asked: Moment
    seconds: float
    perform: Callable[[], Awaitable[object]]


def land_later(ledger: Ledger, seconds: float, perform: Callable[[], Awaitable[object]]) -> None:
    landing = Landing(ledger.moment(), seconds, perform)
    ledger.landings.append(landing)

    async def in_time() -> None:
        await ledger.sleep(seconds, landing.asked)
        await land(ledger)

    ledger.later(in_time())


async def land(ledger: Ledger) -> None:
    """Do what is due by now. Every call begins with it: when the clock jumps, nobody may look before it is done."""
    for landing in [due for due in ledger.landings if ledger.seconds_since(due.asked) >= due.seconds]:
        ledger.landings.remove(landing)
        try:
            await landing.perform()
        except GraphError:
            continue  # whoever asked is gone; nobody is there to be told
        ledger.world.touch()
