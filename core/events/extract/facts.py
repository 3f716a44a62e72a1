"""What a message tells about an event."""

from dataclasses import dataclass
from datetime import date, datetime, time

from core.ports.model import ModelCall, ModelTrouble


@dataclass(frozen=True)
class Facts:
    """Facts read out of a text; what was not understood is empty.

    Times are naive, on the venue's wall clock. choices: readings of the start to ask about (start_local is None then),
    likelier first. time_zone: the zone of the city named, None when none was. price and description: in the writer's
    own words. genre: one of the keys of `genres.GENRES`. assumed: sentences about what was taken for granted.
    """

    name: str = ""
    start_local: datetime | None = None
    end_local: datetime | None = None
    doors_local: datetime | None = None
    choices: tuple[datetime, ...] = ()
    venue: str = ""
    city: str = ""
    lineup: tuple[str, ...] = ()
    ticket_link: str = ""
    price: str = ""
    genre: str = ""
    time_zone: str | None = None
    description: str = ""
    assumed: tuple[str, ...] = ()
    day: date | None = None
    clock: time | None = None


@dataclass(frozen=True)
class Read:
    """What a reader found, everything a model was asked for it, and why the model was of no help if it was asked."""

    facts: Facts
    calls: tuple[ModelCall, ...] = ()
    trouble: ModelTrouble | None = None
