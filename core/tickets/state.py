"""What is known of an event's tickets, put together from everything that was told: pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

LAST = 50
"""So many left are worth a post."""
LAST_SHARE = 0.2
"""In a small room fifty are no last ones: at most this share of all."""
FAST_SHARE = 0.8
TEN = 10


@dataclass(frozen=True)
class Told:
    """One message about tickets; what it does not speak of is None or "".

    over: a kind of ticket that is gone, as it was called. tier: the kind that is sold now.
    """

    sold: int | None = None
    capacity: int | None = None
    left: int | None = None
    tier: str = ""
    over: str = ""
    sold_out: bool | None = None


@dataclass(frozen=True)
class Tickets:
    """How an event stands. `over`: kinds of tickets that are gone, in the order they went."""

    sold: int | None = None
    capacity: int | None = None
    left: int | None = None
    tier: str = ""
    over: tuple[str, ...] = ()
    sold_out: bool = False
    at: datetime | None = None

    @property
    def share(self) -> float | None:
        """Sold of all, 0 to 1; None while one of both is unknown."""
        return self.sold / self.capacity if self.sold is not None and self.capacity else None

    @property
    def percent(self) -> int | None:
        """Sold of all in steps of five, rounded down: true also when somebody reads it tomorrow."""
        return None if self.share is None else int(self.share * 20 + 1e-9) * 5

    @property
    def few(self) -> bool:
        """Whether these are the last ones."""
        if self.sold_out or self.left is None or not 0 < self.left <= LAST:
            return False
        return self.capacity is None or self.left <= self.capacity * LAST_SHARE

    @property
    def at_most(self) -> int | None:
        """What "the last ..." may say: rounded up to tens, so that it stays true while they sell."""
        return -(-self.left // TEN) * TEN if self.few and self.left else None


UNKNOWN = Tickets()


def told_so_far(reports: Iterable[tuple[Told, datetime]]) -> Tickets:
    """Everything told, the oldest first: what was said last counts, what it does not speak of stays."""
    tickets = UNKNOWN
    for told, at in reports:
        tickets = replace(after(tickets, told), at=at)
    return tickets


def after(tickets: Tickets, told: Told) -> Tickets:
    """One more message heeded. Of sold, left and capacity two tell the third."""
    capacity = told.capacity if told.capacity is not None else tickets.capacity
    sold, left = told.sold, told.left
    if sold is None and left is None:
        sold, left = tickets.sold, tickets.left
        if told.capacity is not None and sold is not None:
            left = max(told.capacity - sold, 0)
    elif sold is None and left is not None:
        sold = max(capacity - left, 0) if capacity is not None else None
    elif left is None and sold is not None:
        left = max(capacity - sold, 0) if capacity is not None else None
    gone = told.sold_out
    if gone is None and (told.sold is not None or told.left is not None or told.capacity is not None):
        gone = left == 0
    sold_out = tickets.sold_out if gone is None else gone
    if sold_out and told.sold_out:
        sold, left = capacity if capacity is not None else sold, 0
    elif left == 0 and not sold_out:
        left = None
    over = (*tickets.over, told.over) if told.over and not _known(told.over, tickets.over) else tickets.over
    return Tickets(sold, capacity, left, told.tier or tickets.tier, over, sold_out, tickets.at)


def _known(name: str, over: Iterable[str]) -> bool:
    return name.casefold() in {one.casefold() for one in over}
