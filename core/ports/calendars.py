"""Pictures of a calendar: what is on one, and who draws it. Signs differ in shape, so that colour is never needed."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Sign(Enum):
    """What stands before a line: an event, or a post by how far it is."""

    EVENT = "event"
    DRAFTING = "drafting"
    WAITING = "waiting"
    QUEUED = "queued"
    LIVE = "live"
    HELD = "held"
    DROPPED = "dropped"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Mark:
    """One line of a day. `beside` is small print: the event, the venue's own time; `state` says the sign in a word."""

    sign: Sign
    time: str
    title: str
    beside: str = ""
    state: str = ""


@dataclass(frozen=True)
class Box:
    """One day. `outside` belongs to the month before or after."""

    weekday: str
    number: int
    month: str = ""
    today: bool = False
    outside: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class CalendarSheet:
    """One week is drawn as a list of days, several as a page of a calendar."""

    title: str
    subtitle: str
    weeks: tuple[tuple[Box, ...], ...]
    legend: tuple[tuple[Sign, str], ...]
    empty: str = ""
    """What to say where nothing is planned at all."""


class CalendarPainter(Protocol):
    async def calendar(self, sheet: CalendarSheet) -> bytes:
        """A PNG; the same sheet gives the same bytes."""
        ...
