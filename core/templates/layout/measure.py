"""What the arithmetic needs to know about a face; the painter measures, tests may make it up."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Extent:
    """A line of text in em: multiply by the size to get pixels."""

    advance: float
    ascent: float
    """Ink above the baseline."""
    descent: float
    """Ink below the baseline, 0 or more."""
    left: float = 0.0
    """Empty space before the first ink; negative where ink hangs out."""
    right: float = 0.0
    """Empty space after the last ink."""


class Measure(Protocol):
    """Text sizes in em, independent of the size it will be set in."""

    def extent(self, text: str, face: str, tracking: float) -> Extent:
        """Size of one line; `tracking` in em is added between letters (not in scripts that join)."""
        ...

    def cap_height(self, face: str) -> float:
        """Height of a capital letter."""
        ...

    def __hash__(self) -> int:
        """Two rulers are the same when they measure alike: what one found may be kept for the other."""
        ...
