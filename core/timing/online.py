"""When an account's followers are online, from the hours Instagram counted, blended with what is assumed: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.timing.week import HOURS, Curve, levelled, place

HOURS_WORTH_OF_PRIOR = 7
"""So many days of counting weigh as much about an hour of the day as what is assumed."""
CELL_WORTH_OF_HOUR = 3
"""So many weeks weigh as much about an hour of one weekday as what is known of that hour on all days."""


@dataclass(frozen=True)
class Online:
    """days: from how many it was learned; 0 makes it the prior."""

    curve: Curve
    days: int = 0


def online(told: Mapping[str, int], zone: str, prior: Curve) -> Online:
    """told: hour (ISO, UTC) -> followers online. The curve is in the wall time of `zone`."""
    where = ZoneInfo(zone)
    cells: list[list[int]] = [[] for _ in range(HOURS)]
    for hour, count in told.items():
        cells[place(datetime.fromisoformat(hour).astimezone(where))].append(count)
    counted = [count for cell in cells for count in cell]
    if not counted or not any(counted):
        return Online(prior)
    average = sum(counted) / len(counted)
    return Online(
        levelled([_blend(cells, at, average, prior[at]) for at in range(HOURS)]), max(1, round(len(counted) / 24))
    )


def _blend(cells: list[list[int]], at: int, average: float, assumed: float) -> float:
    """An hour of one weekday leans on the same hour of all days, and that one on the prior, as little is known."""
    same_hour = [count for day in range(7) for count in cells[day * 24 + at % 24]]
    of_hour = _leaning(same_hour, average, assumed, HOURS_WORTH_OF_PRIOR)
    return _leaning(cells[at], average, of_hour, CELL_WORTH_OF_HOUR)


def _leaning(counts: list[int], average: float, on: float, worth: int) -> float:
    return (sum(counts) / average + worth * on) / (len(counts) + worth)
