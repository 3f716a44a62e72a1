"""The 168 hours of a week as one row of numbers: pure."""

from collections.abc import Sequence
from datetime import datetime

HOURS = 7 * 24
Curve = tuple[float, ...]
"""One number for each hour of the week, Monday 00:00 first, relative to the week's average (1.0)."""


def place(local: datetime) -> int:
    """Which hour of the week a wall time lies in."""
    return local.weekday() * 24 + local.hour


def levelled(values: Sequence[float]) -> Curve:
    """The same shape with an average of 1.0; even when there is nothing."""
    whole = sum(values)
    return tuple(value * len(values) / whole for value in values) if whole > 0 else (1.0,) * len(values)


def apart(one: int, other: int) -> int:
    """Hours between two hours of the day, the short way around midnight."""
    distance = abs(one % 24 - other % 24)
    return min(distance, 24 - distance)
