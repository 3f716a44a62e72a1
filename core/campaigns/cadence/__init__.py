"""Cadences: which posts an event gets and when, as data (*.toml) and the reader of that data."""

import tomllib
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from importlib.resources import files

from core.posts.model import Format

DAY_ENDS_WITH_DOORS = "doors"


@dataclass(frozen=True)
class Phase:
    """One moment of a campaign. Days count from the event's evening; hours are wall time at the venue."""

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

TRIGGERED = tuple(
    replace(EXTRA, key=key, title=title, category="tickets", format=format_)
    for key, title, format_ in (
        ("selling_fast", "Selling fast", Format.STORY),
        ("last_tickets", "Last tickets", Format.FEED),
        ("new_tier", "New tickets", Format.STORY),
    )
)
"""What is proposed when news come (core/tickets/record.py); planned by no cadence either."""


@dataclass(frozen=True)
class Cadence:
    """A named rhythm of phases."""

    key: str
    title: str
    least_days: int
    """Chosen by itself when the event is at least this many days away."""
    phases: tuple[Phase, ...]


def _phase(key: str, data: dict[str, object]) -> Phase:
    latest = str(data.get("not_after_hour", "23:59"))
    return Phase(
        key=key,
        title=str(data["title"]),
        format=Format(str(data["format"])),
        category=str(data["category"]),
        day=int(str(data["day"])),
        hour=time.fromisoformat(str(data["hour"])),
        not_after_day=int(str(data["not_after_day"])),
        not_after_hour=None if latest == DAY_ENDS_WITH_DOORS else time.fromisoformat(latest),
        needs=str(data.get("needs", "")),
        catches_up=bool(data.get("catches_up", False)),
        film=bool(data.get("film", False)),
    )


@cache
def cadences() -> tuple[Cadence, ...]:
    """All shipped cadences, the longest first."""
    found = []
    for file in files(__name__).iterdir():
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            phases = tuple(_phase(key, values) for key, values in data["phase"].items())
            found.append(Cadence(file.name.removesuffix(".toml"), data["title"], int(data["least_days"]), phases))
    return tuple(sorted(found, key=lambda cadence: -cadence.least_days))


def cadence(key: str) -> Cadence:
    """A cadence by key; raises KeyError."""
    return {found.key: found for found in cadences()}[key]


def fitting(days_left: int) -> Cadence:
    """The cadence that suits the time that is left."""
    return next((found for found in cadences() if days_left >= found.least_days), cadences()[-1])


def phase(cadence_key: str, phase_key: str) -> Phase:
    """A phase by its cadence's key and its own; raises StopIteration for one that is in neither."""
    return next(found for found in (*cadence(cadence_key).phases, EXTRA, *TRIGGERED) if found.key == phase_key)


def title_of(cadence_key: str, phase_key: str, format_: Format) -> str:
    """What people call a post; one added by hand, and a story beside a post, are told apart by what they are."""
    if phase_key == EXTRA.key and format_ is not EXTRA.format:
        return f"Extra {format_.value}"
    planned = phase(cadence_key, phase_key)
    beside = format_ is Format.STORY and planned.format is not Format.STORY
    return f"{planned.title} story" if beside else planned.title
