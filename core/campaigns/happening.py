"""What a plan needs to know of an event: its wall times, and which of its facts are known."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.copy.claims import EARLY_BIRD
from core.copy.tiers import tiers_of
from core.events.model import Event
from core.events.moments import check_local, evening_of
from core.templates.layout.table import times_of

LONG_NIGHT = timedelta(hours=12)
"""What ends within half a day after midnight is still the day before's."""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Wall times are naive, at the venue in `zone`; of an hour that the clocks show twice, `fold` says which."""

    starts_local: datetime
    zone: str
    doors_local: datetime | None = None
    ends_local: datetime | None = None
    artists: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    """What is known: lineup, price, ticket_link, early_bird, set_times, next."""
    early_bird_until: date | None = None
    next_event: str = ""
    """Which event the "next one" is about: its id."""

    @property
    def evening(self) -> date:
        return evening_of(self.starts_local)

    @property
    def last_day(self) -> date:
        """The day its last night belongs to."""
        if self.ends_local is None:
            return self.evening
        return max(self.evening, (self.ends_local - LONG_NIGHT).date())

    @property
    def knows(self) -> frozenset[str]:
        """Everything that may give a phase its post, as it is kept with a campaign."""
        return self.facts | {f"artist:{name}" for name in self.artists}


def happening_of(event: Event, next_event: Event | None = None) -> Happening:
    """An event as a plan sees it; `next_event` is the one after it, where there is one already."""
    timed = times_of(event.lineup)
    evening = evening_of(event.starts_local)
    early = next((tier.until for tier in tiers_of(event.price, evening) if tier.until), None)
    early = early if EARLY_BIRD.search(event.price) else None
    known = {
        "lineup": bool(timed),
        "price": bool(event.price),
        "ticket_link": bool(event.ticket_link),
        "early_bird": early is not None,
        "set_times": sum(bool(hour) for hour, _ in timed) > 1,
        "next": next_event is not None,
    }
    return Happening(
        starts_local=_as_meant(event),
        zone=event.time_zone,
        doors_local=event.doors_local,
        ends_local=event.ends_local,
        artists=tuple(dict.fromkeys(name for _, name in timed)),
        facts=frozenset(name for name, is_known in known.items() if is_known),
        early_bird_until=early,
        next_event=str(next_event.id) if next_event else "",
    )


def _as_meant(event: Event) -> datetime:
    """Which of two the same hours it is stands in the instant."""
    seen = check_local(event.starts_local, event.time_zone)
    second = len(seen.instants) > 1 and event.starts_at == seen.instants[1]
    return event.starts_local.replace(fold=int(second))
