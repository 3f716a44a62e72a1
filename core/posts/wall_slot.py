"""What a post's due time means: an hour on the wall at the venue, of which the instant is only what follows.

Kept with the post so that the instant can be made again when the event moves or a country changes its clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.events.moments import OnTheWall, on_the_wall, to_local


@dataclass(frozen=True, kw_only=True)
class WallSlot:
    """local: naive, with `fold`; at: the instant it was taken for, aware UTC; evening: the event's when it was set.

    offset: how its phase says it ("-3 days, 18:00"), "" for an hour a person chose. moved: a person chose it.
    """

    local: datetime
    zone: str
    at: datetime
    evening: date
    offset: str = ""
    moved: bool = False
    caught_up: bool = False
    note: str = ""

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "local": self.local.isoformat(),
            "fold": self.local.fold,
            "zone": self.zone,
            "at": self.at.isoformat(),
            "evening": self.evening.isoformat(),
            "offset": self.offset,
            "moved": self.moved,
            "caught_up": self.caught_up,
            "note": self.note,
        }

    @property
    def now_at(self) -> OnTheWall:
        """What the wall time means by the rules that are known now."""
        return on_the_wall(self.local, self.zone)


def wall_slot(stored: Mapping[str, Any]) -> WallSlot | None:
    """Back from JSON; None for a post that has none."""
    if not stored:
        return None
    local = datetime.fromisoformat(stored["local"]).replace(fold=stored.get("fold", 0))
    return WallSlot(
        local=local,
        zone=stored["zone"],
        at=datetime.fromisoformat(stored["at"]),
        evening=date.fromisoformat(stored["evening"]),
        offset=stored.get("offset", ""),
        moved=stored.get("moved", False),
        caught_up=stored.get("caught_up", False),
        note=stored.get("note", ""),
    )


def chosen(at: datetime, evening: date, zone: str) -> WallSlot:
    """The slot of an hour that a person chose."""
    local = to_local(at, zone)
    return WallSlot(local=local, zone=zone, at=at, evening=evening, moved=True, note=on_the_wall(local, zone).note)
