"""Which day an event belongs to: nights do not end at midnight."""

from datetime import date, datetime, time, timedelta

EVENING_BEGINS_AT = time(17, 0)
EVENING_ENDS_AT = time(6, 0)
"""A start before this hour belongs to the evening of the day before."""


def evening_of(starts_local: datetime) -> date:
    """The day people would call the event's day: 00:30 on Saturday is Friday night."""
    day = starts_local.date()
    return day - timedelta(days=1) if is_late(starts_local) else day


def is_late(starts_local: datetime) -> bool:
    """It begins after midnight, so the evening's date needs a word of explanation."""
    return starts_local.time() < EVENING_ENDS_AT


def is_evening(starts_local: datetime) -> bool:
    """It begins in the evening or at night, so that "tonight" is the word."""
    return is_late(starts_local) or starts_local.time() >= EVENING_BEGINS_AT
