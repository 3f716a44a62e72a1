"""Words that somebody wrote earlier and somebody passed on: "tomorrow" is the day after they were written."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.events.extract.facts import Facts
from core.events.moments import to_local

JUST_NOW = timedelta(hours=1)
"""A message passed on that soon is as good as written now."""


@dataclass(frozen=True)
class Origin:
    """by: who wrote it, as people call them; "" when nobody knows. at: when, aware."""

    by: str
    at: datetime


def read_as_of(origin: Origin | None, now: datetime) -> datetime:
    """The present of the words: when they were written, never later than now."""
    return now if origin is None or now - origin.at < JUST_NOW else origin.at


def still_to_come(facts: Facts, origin: Origin | None, now: datetime, zone: str) -> Facts:
    """Facts that were read as of their writing, without times that have passed since, and with where they come from."""
    if origin is None or facts == Facts():
        return facts
    there = facts.time_zone or zone
    local, written = to_local(now, there), to_local(origin.at, there)
    if not _timed(facts) or read_as_of(origin, now) == now:
        return replace(facts, assumed=(*((f"passed on from {origin.by}",) if origin.by else ()), *facts.assumed))
    facts = replace(facts, assumed=(_said(origin, written), *facts.assumed))
    coming = tuple(one for one in facts.choices if one > local)
    begins = facts.start_local if facts.start_local and facts.start_local > local else None
    if begins or coming or (facts.day and not facts.choices and not facts.start_local and facts.day >= local.date()):
        return replace(facts, choices=coming)
    notes = (*facts.assumed, "its date has passed")
    return replace(facts, start_local=None, end_local=None, doors_local=None, choices=(), day=None, assumed=notes)


def _timed(facts: Facts) -> bool:
    return bool(facts.start_local or facts.choices or facts.day)


def _said(origin: Origin, written: datetime) -> str:
    by = f" by {origin.by}" if origin.by else ""
    return f"written{by} on {written:%A} {written.day} {written:%B %Y}, and days are counted from there"
