"""Days until which a price holds ("12 EUR until 30 December"): set aside while the event's own day is looked for."""

import re
from dataclasses import replace
from datetime import date

from core.copy.languages import LANGUAGES
from core.copy.tiers import UNTIL
from core.events.extract.facts import Facts
from core.events.extract.prices import AMOUNT
from core.events.moments.mentions import find_mentions

_PLACE = "\ua66e"
"""Stands where one was: a letter (multiocular O) that nobody types and that parts no sentence."""
_FARTHEST = 24
"""Characters between a sum and its "until"; more is another thought."""
_LONGEST = 60


def set_aside(text: str, today: date) -> tuple[str, tuple[str, ...]]:
    """(the text with a place for each, what they say, in order)."""
    said: list[str] = []
    done, rest = "", text.replace(_PLACE, " ")
    while (found := _next(rest, today)) is not None:
        begin, end = found
        said.append(rest[begin:end])
        done, rest = f"{done}{rest[:begin]}{_PLACE}", rest[end:]
    return done + rest, tuple(said)


def put_back(facts: Facts, said: tuple[str, ...]) -> Facts:
    """Each where its place went; one that was lost with its words is not missed."""
    if not said:
        return facts
    return replace(
        facts,
        name=_filled(facts.name, said),
        venue=_filled(facts.venue, said),
        lineup=tuple(_filled(name, said) for name in facts.lineup),
        price=_filled(facts.price, said),
        description=_filled(facts.description, said),
    )


def _filled(text: str, said: tuple[str, ...]) -> str:
    """Prices stand in the order they were written in, so the first place is that of the first."""
    left = list(said)
    return re.sub(_PLACE, lambda _: left.pop(0) if left else "", text)


def _next(text: str, today: date) -> tuple[int, int] | None:
    for until in UNTIL.finditer(text):
        before = text[max(0, until.start() - _FARTHEST) : until.start()]
        if not AMOUNT.search(re.split(r"[\n.!?;]\s", before)[-1]):
            continue
        after = text[until.end() : until.end() + _LONGEST].split("\n")[0]
        for language in LANGUAGES:
            days, _ = find_mentions(after, today, language)
            first = next((day for day in days if day.dated and day.days and not after[: day.place].strip()), None)
            if first is not None:
                return until.start(), until.end() + first.place + len(first.said)
    return None
