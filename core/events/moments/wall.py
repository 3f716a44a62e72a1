"""What a planned hour becomes where the clocks skip it or show it twice: decided once, and said.

An hour that is skipped moves on by as much as is skipped: 02:30 becomes 03:30. Of an hour that comes twice the first is
meant, unless the second was asked for (`fold`).
"""

from dataclasses import dataclass
from datetime import datetime

from core.events.moments.zones import check_local


@dataclass(frozen=True)
class OnTheWall:
    """local: what the clock really shows then, naive. note: a sentence where that is not simply what was planned."""

    local: datetime
    at: datetime
    note: str = ""


def on_the_wall(local: datetime, zone: str) -> OnTheWall:
    """The instant of naive `local`, whatever the clocks of `zone` do that day. Raises InvalidAnswer for the zone."""
    seen = check_local(local, zone)
    if seen.suggestion is not None:
        at = check_local(seen.suggestion, zone).instants[0]
        note = f"The clocks go forward that day and skip {local:%H:%M}: it goes out at {seen.suggestion:%H:%M}."
        return OnTheWall(seen.suggestion, at, note)
    if seen.ok:
        return OnTheWall(local.replace(fold=0), seen.instants[0])
    if local.fold:
        note = f"The clocks go back that day and show {local:%H:%M} twice: it goes out the second time, not the first."
        return OnTheWall(local, seen.instants[-1], note)
    note = f"The clocks go back that day and show {local:%H:%M} twice: it goes out the first time, not the second."
    return OnTheWall(local, seen.instants[0], note)
