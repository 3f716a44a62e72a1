"""Who of a team is away, and who says yes in their stead: pure."""

from collections.abc import Sequence
from datetime import datetime

from core.workspaces.model import Member


def note_absences(people: Sequence[Member], now: datetime) -> None:
    """Tell each of them whether they are away, and whether they stand in for somebody who is.

    A deputy who is away, too, stands in for nobody; what a deputy may do ends with the absence.
    """
    for person in people:
        person.away = person.away_until is not None and now < person.away_until
    deputies = {person.deputy_id for person in people if person.away and person.role.may_approve}
    for person in people:
        person.stands_in = person.id in deputies and not person.away
