"""What a text says about when, with its doubts."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class Moment:
    """When something happens, on the venue's wall clock (naive times).

    start_local: only when there is one reading. choices: the readings to ask about, likelier first (one choice: "did
    you mean"); empty when start_local is set or nothing was understood. end_local and doors_local belong to
    start_local. day and clock: the part that was understood when the other is missing. assumed: sentences about what
    was taken for granted, or why nothing could be. rest: the text without what was read as time.
    """

    start_local: datetime | None = None
    end_local: datetime | None = None
    choices: tuple[datetime, ...] = ()
    assumed: tuple[str, ...] = ()
    rest: str = ""
    doors_local: datetime | None = None
    day: date | None = None
    clock: time | None = None
