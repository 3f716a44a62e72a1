"""One naming of a day, what a rule has matched, and the present they are read in."""

import re
from dataclasses import dataclass
from datetime import date

from core.events.moments.kinds import DayPart, Kind
from core.events.moments.numerals import Piece


@dataclass(frozen=True)
class Present:
    """What "today" is where the event happens, the wall clock's hour there, and the order of 12/5 (None: unknown)."""

    today: date
    hour: int
    month_first: bool | None


@dataclass(frozen=True)
class Day:
    """One naming of a day in a sentence.

    days: what it may mean, likelier first; empty when it cannot be. sure: nothing to ask. said: "date" for a
    calendar date, "word" for weekdays and the like. vague: a whole week, useful only beside another naming.
    first, last: span in pieces (last exclusive). until: last day of a range. weekday: only that was said, so that any
    date on such a day agrees. feast: said by its name, which may be no more than the name of a party.
    """

    days: tuple[date, ...]
    first: int = 0
    last: int = 0
    sure: bool = True
    said: str = "word"
    vague: bool = False
    part: DayPart | None = None
    notes: tuple[str, ...] = ()
    until: date | None = None
    tickets: bool = False
    weekday: int | None = None
    feast: bool = False


class Found:
    """A rule's match, giving the pieces by group name."""

    def __init__(self, match: re.Match[str], pieces: tuple[Piece, ...]) -> None:
        self._match, self._pieces = match, pieces

    def piece(self, name: str) -> Piece | None:
        """The piece matched by a group, None when it took no part."""
        if name not in self._match.re.groupindex or self._match[name] is None:
            return None
        return self._pieces[self._match.start(name)]

    def stands_apart(self, name: str) -> bool:
        """Whether a word stands directly before a group's piece, and a blank behind it: "Halle 7 - 12.12."."""
        place = self._match.start(name)
        before, piece, after = self._pieces[place - 1], self._pieces[place], self._pieces[place + 1]
        return place > 0 and before.kind is Kind.WORD and after.start > piece.end

    def value(self, name: str) -> int:
        """The value of a group that is sure to have matched."""
        piece = self.piece(name)
        assert piece is not None  # noqa: S101 - a rule asks only for groups of its own pattern
        return piece.value

    def maybe(self, name: str) -> int | None:
        """The value of a group, None when it took no part."""
        piece = self.piece(name)
        return None if piece is None else piece.value
