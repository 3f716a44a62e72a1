"""The publishing machine on paper: two workers, one post, one Instagram, and everything that may happen in between.

Workers die, are frozen past their lease, lose answers; requests land late or never. Each step here is one commit or
one call of core/posts; what the code may never do, no order of these steps may bring about.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

CLAIMS, CONTAINERS, IN_FLIGHT, SENDS = 3, 2, 2, 2
"""How far the search goes; SENDS is the machine's own."""
NOBODY = -1


class Status(IntEnum):
    __hash__ = int.__hash__  # an enum's own is slow, and a search does little else

    SCHEDULED = 0
    PUBLISHING = 1
    PUBLISHED = 2
    FAILED = 3
    UNCONFIRMED = 4


class At(IntEnum):
    """Where a worker is in its run."""

    __hash__ = int.__hash__  # as above

    IDLE = 0
    LOADED = 1
    CREATED = 2
    READY = 3
    INTENDED = 4
    WAITING = 5
    DONE = 6
    REFUSED = 7
    UNANSWERED = 8
    SAW_LIVE = 9
    SAW_RIPE = 10


class Worker(NamedTuple):
    at: At = At.IDLE
    fence: int = 0
    container: int = 0
    sure: bool = True
    """Whether its own clock says that the post is still its own."""


class Row(NamedTuple):
    status: Status = Status.SCHEDULED
    fence: int = 0
    holder: int = NOBODY
    container: int = 0
    sends: int = 0
    aged: bool = False
    """The grace since the last send is over."""


class State(NamedTuple):
    row: Row = Row()
    workers: tuple[Worker, Worker] = (Worker(), Worker())
    published: tuple[int, ...] = ()
    """Containers, by number from 1: how many media each has become."""
    flying: tuple[tuple[int, int], ...] = ()
    """Requests to publish: (container, the worker that waits for the answer or NOBODY)."""

    def either_way_round(self) -> "State":
        """Workers are alike: the same state, with them in one order whichever is which."""
        first, second = self.workers
        if first <= second:
            return self
        flying = tuple(sorted((container, other(who)) for container, who in self.flying))
        return State(self.row._replace(holder=other(self.row.holder)), (second, first), self.published, flying)


def other(worker: int) -> int:
    return worker if worker == NOBODY else 1 - worker


@dataclass(frozen=True)
class Rules:
    """Instagram's habits, and what of the machine's safeguards is left out."""

    repeat: str = "error"
    """What a second publish of one container does: "error", "same_id" or "duplicate"."""
    late_beyond_grace: bool = True
    """Whether a request may still land when the grace is over."""
    fence: bool = True
    intent: bool = True
    lease_check: bool = True
    grace: bool = True
    keeps_container: bool = True
    lapses: bool = True
    """Whether what a dead worker held is ever free again."""
    after_unknown: str = "reconcile"
    """Or "same container", "new container": what was not answered counts as not done."""
