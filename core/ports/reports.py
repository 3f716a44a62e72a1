"""Reports as files to print and to pass on. Words come from whoever asks, in their reader's language."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Tile:
    """One number a reader sees first. note: what it is of."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Bars:
    """Amounts by name, in the order given; None: nobody told, which is drawn as a dash and not as nothing."""

    title: str
    bars: tuple[tuple[str, int | None], ...]
    upright: bool = False
    """Columns side by side, as for days; else one row each, as for names."""


@dataclass(frozen=True)
class Grid:
    """A table; all columns but the first `words` hold numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    note: str = ""


@dataclass(frozen=True)
class ReportSheet:
    """What stands on the pages, from top to bottom."""

    title: str
    subtitle: str
    said: tuple[str, ...] = ()
    """Sentences under the title."""
    tiles: tuple[Tile, ...] = ()
    charts: tuple[Bars, ...] = ()
    grids: tuple[Grid, ...] = ()
    remarks: tuple[str, ...] = ()
    """How to read it, in small print."""
    page: str = "{n} / {all}"
    facts: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: Title, Author, Subject."""


class ReportPainter(Protocol):
    async def pdf(self, sheet: ReportSheet) -> bytes:
        """A4 pages, as few as hold it; the same sheet gives the same bytes."""
        ...
