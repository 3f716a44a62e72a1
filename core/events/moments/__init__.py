"""Days and hours in everyday words, read without ever guessing silently."""

from core.events.moments.evening import evening_of, is_evening, is_late
from core.events.moments.mentions import named_days
from core.events.moments.moment import Moment
from core.events.moments.understand import understand_moment
from core.events.moments.wall import OnTheWall, on_the_wall
from core.events.moments.zones import (
    LocalTime,
    check_local,
    known_zone,
    to_local,
    to_utc,
    zone_named,
    zone_of_city,
)

__all__ = [
    "LocalTime",
    "Moment",
    "OnTheWall",
    "check_local",
    "evening_of",
    "is_evening",
    "is_late",
    "known_zone",
    "named_days",
    "on_the_wall",
    "to_local",
    "to_utc",
    "understand_moment",
    "zone_named",
    "zone_of_city",
]
