"""Two sources about one event: what a person wrote counts, a page or a file fills the gaps, and doubts are asked."""

from dataclasses import replace
from datetime import datetime

from core.events.extract import Facts

_LABELS = {
    "name": "name",
    "time": "time",
    "venue": "venue",
    "city": "city",
    "lineup": "line-up",
    "price": "price",
    "genre": "genre",
}
_FROM = "{listed} from {source}"
_DIFFER = "your message and {source} do not give the same time"


def joined(words: Facts, other: Facts, source: str) -> Facts:
    """The words' facts with the gaps filled from `other`; source: how to call that in a sentence ("the page ra.co").

    Words that tell neither when nor where are no description of an event, and their first bit is not its name.
    """
    telling = bool(words.start_local or words.choices or words.day or words.venue)
    name = words.name if telling and words.name else other.name or words.name
    taken = [_LABELS["name"]] if name == other.name and name else []
    own: dict[str, object] = {"name": name}
    for key in ("venue", "city", "lineup", "price", "genre", "ticket_link", "description"):
        given, found = getattr(words, key), getattr(other, key)
        own[key] = given or found
        if found and not given and key in _LABELS:
            taken.append(_LABELS[key])
    own["time_zone"] = words.time_zone if words.city and words.time_zone else other.time_zone or words.time_zone
    if other.time_zone == "" and not words.time_zone:
        own["time_zone"] = ""
    facts = _when(replace(words, **own), words, other, source)  # type: ignore[arg-type]  # each its own field's type
    timed = facts.start_local or facts.choices or facts.day
    if timed and not (words.start_local or words.choices or words.day):
        taken.insert(1 if taken[:1] == ["name"] else 0, _LABELS["time"])
    return replace(facts, assumed=(*_told(taken, source), *facts.assumed, *other.assumed))


def _told(taken: list[str], source: str) -> tuple[str, ...]:
    if not taken:
        return ()
    listed = taken[0] if len(taken) == 1 else f"{', '.join(taken[:-1])} and {taken[-1]}"
    return (_FROM.format(listed=f"{listed[0].upper()}{listed[1:]}", source=source),)


def _when(facts: Facts, words: Facts, other: Facts, source: str) -> Facts:
    """The time of the words, of the other source when they tell none, or both to choose from."""
    if not (words.start_local or words.choices or words.day or words.clock):
        return _timed_like(facts, other)
    if other.start_local is None:
        return facts
    if words.start_local is None:
        readings = words.choices
        fits = other.start_local in readings or (not readings and _agrees(words, other.start_local))
        return _timed_like(facts, other) if fits else _both(facts, (*readings, other.start_local), source)
    if words.start_local == other.start_local:
        return replace(
            facts, end_local=words.end_local or other.end_local, doors_local=words.doors_local or other.doors_local
        )
    return _both(facts, (words.start_local, other.start_local), source)


def _agrees(words: Facts, start: datetime) -> bool:
    """Whether half a moment ("Friday", "at ten") is the half of a whole one."""
    return (words.day is None or words.day == start.date()) and (
        words.clock is None or words.clock == start.time().replace(second=0, microsecond=0)
    )


def _both(facts: Facts, choices: tuple[datetime, ...], source: str) -> Facts:
    return replace(
        facts,
        start_local=None,
        end_local=None,
        doors_local=None,
        choices=tuple(dict.fromkeys(choices)),
        assumed=(*facts.assumed, _DIFFER.format(source=source)),
    )


def _timed_like(facts: Facts, other: Facts) -> Facts:
    return replace(
        facts,
        start_local=other.start_local,
        end_local=other.end_local,
        doors_local=other.doors_local,
        choices=other.choices,
        day=other.day,
        clock=other.clock,
    )
