"""What an address names, as far as it is this team's."""

from collections.abc import Sequence
from uuid import UUID

from core.calendar.queries import Choice


def id_in(text: str | None) -> UUID | None:
    """None for what is no id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def one_of(given: Sequence[Choice], text: str | None) -> UUID | None:
    """The one that is asked for, where there is such a choice."""
    asked = id_in(text)
    return asked if any(one.id == asked for one in given) else None
