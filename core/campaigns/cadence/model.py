"""What a cadence is made of, as values: phases, and what their days count from."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import Enum

from core.posts.model import Format


class Anchor(Enum):
    """Which day the days of a phase count from."""

    EVENING = "evening"
    """That of the event: what starts at 00:30 belongs to the evening before."""
    END = "end"
    """The last day of an event that goes on for days."""
    EARLY_BIRD = "early_bird"
    """The last day on which the first price holds."""


class Each(Enum):
    """What a phase has a post for."""

    EVENT = "event"
    ARTIST = "artist"


@dataclass(frozen=True)
class Phase:
    """One moment of a campaign. Hours are wall time at the venue."""

    key: str
    title: str
    format: Format
    category: str
    """Which kind of flyer template fits."""
    day: int
    hour: time
    not_after_day: int
    not_after_hour: time | None
    """None: the latest moment is one hour after doors."""
    needs: str
    """Name of an event fact without which the phase makes no sense; empty when it always does."""
    catches_up: bool
    """Created late, this phase takes the next free slot instead of being skipped."""
    film: bool = False
    """Its flyer moves."""
    anchor: Anchor = Anchor.EVENING
    before_doors: timedelta | None = None
    """It goes this long before doors instead of at an hour of a day."""
    each: Each = Each.EVENT
    last_day: int = 0
    """For a phase with several posts: the last of its days."""
    story: bool = False
    """It goes out as a story, too."""

    @property
    def order(self) -> tuple[int, int, time]:
        """Where it stands in a list of phases; what hangs on a price that ends comes before the last days."""
        if self.before_doors is not None:
            return (0, 1, time())
        return (self.day - 4 if self.anchor is Anchor.EARLY_BIRD else self.day, 0, self.hour)

    @property
    def offset(self) -> str:
        """In a few words, as it is kept with a post: "-21 days, 18:00", "2:00 before doors"."""
        if self.before_doors is not None:
            minutes = int(self.before_doors.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02} before doors"
        of = "" if self.anchor is Anchor.EVENING else f" of {self.anchor.value}"
        return f"{self.day:+d} days{of}, {self.hour:%H:%M}"


EXTRA = Phase(
    key="extra",
    title="Extra post",
    format=Format.FEED,
    category="announcement",
    day=0,
    hour=time(18, 0),
    not_after_day=0,
    not_after_hour=None,
    needs="",
    catches_up=False,
)
"""What somebody adds to a campaign by hand; it belongs to every cadence and is planned by none."""
EXTRA_TITLES = {Format.CAROUSEL: "Extra carousel", Format.REEL: "Extra reel", Format.STORY: "Extra story"}
STORY_BESIDE = "{title} story"

SELLING = tuple(
    replace(EXTRA, key=key, title=title, category="tickets", format=format_)
    for key, title, format_ in (
        ("selling_fast", "Selling fast", Format.STORY),
        ("last_tickets", "Last tickets", Format.FEED),
        ("new_tier", "New tickets", Format.STORY),
    )
)
"""What is proposed as tickets sell (core/tickets/record.py); planned by no cadence either."""
DATE_TO_COME = "date_to_come"
CANCELLED = "cancelled"
SOLD_OUT = "sold_out"
CORRECTION = "correction"
POSTPONED = "postponed"
TITLES = {
    CORRECTION: "Correction",
    POSTPONED: "New date",
    DATE_TO_COME: "Postponed",
    SOLD_OUT: "Sold out",
    CANCELLED: "Cancelled",
}
CHANGED = tuple(
    replace(EXTRA, key=key, title=title, category="tickets" if key == SOLD_OUT else "announcement", hour=time(12, 0))
    for key, title in TITLES.items()
)
"""What is proposed when an event changes (core/campaigns/correct.py)."""
UNSOLD = (SOLD_OUT, CANCELLED, DATE_TO_COME)
"""They send nobody to buy a ticket."""
TRIGGERED = (*SELLING, *CHANGED)


@dataclass(frozen=True)
class Cadence:
    """A named rhythm of phases, in their order."""

    key: str
    title: str
    least_days: int | None
    """Chosen by itself when the event is at least this many days away; None: only when somebody picks it."""
    phases: tuple[Phase, ...]

    def phase(self, key: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.key == key), None)
