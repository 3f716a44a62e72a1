"""Charts as values that a template draws in SVG: no script, sharp on every screen, in the page's own colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.words import number_in_words

WHOLE = 100
WIDE, HIGH = 640, 160
FEWEST = 14
"""So many days fill the width, so that one alone is no wall."""


@dataclass(frozen=True)
class Bar:
    """Its words stand beside it as text; `share` is its length, of WHOLE."""

    name: str
    amount: str
    share: int


@dataclass(frozen=True)
class Column:
    """One day; `said` is the same in words."""

    said: str
    x: float
    y: int
    width: float
    height: int


def bars_of(amounts: Sequence[tuple[str, int]]) -> list[Bar]:
    """The longest fills its room; none is so short that it cannot be seen."""
    most = max((amount for _, amount in amounts), default=0)
    return [Bar(name, number_in_words(amount), _share(amount, most, WHOLE)) for name, amount in amounts]


def columns_of(days: Sequence[tuple[str, int]], fewest: int = FEWEST) -> list[Column]:
    """One column each, as wide as there is room for where `fewest` of them fill it."""
    most = max((amount for _, amount in days), default=0)
    step = WIDE / max(len(days), fewest)
    heights = [_share(amount, most, HIGH) for _, amount in days]
    return [
        Column(f"{name}: {number_in_words(amount)}", round(place * step, 1), HIGH - high, round(step * 0.8, 1), high)
        for place, ((name, amount), high) in enumerate(zip(days, heights, strict=True))
    ]


def _share(amount: int, most: int, room: int) -> int:
    return max(1, round(room * amount / most)) if most else 1
