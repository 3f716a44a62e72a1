"""Honest captions as a model might write them: sentences of a corpus around the facts of an event."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Formatter

from babel.lists import format_list

from bench.facts import spelling
from core.events.moments import evening_of
from core.ports.copywriter import Brief

_FORMATTER = Formatter()
_MAY_LACK = {"doors": 0.6, "where": 0.7, "tickets": 0.7, "count": 0.4}
"""How often a caption has what it may do without."""


@dataclass(frozen=True)
class Told:
    """What a caption says of an event, spelled out: the place for a lie."""

    slots: Mapping[str, str]

    def but(self, **slots: str) -> "Told":
        return replace(self, slots={**self.slots, **slots})


@cache
def corpus(language: str) -> Mapping[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("corpus", f"{language}.toml").read_text(encoding="utf-8"))


def told_of(brief: Brief, dice: random.Random) -> Told:
    """The facts, each in one of the ways people write it."""
    language = brief.language
    return Told(
        {
            "name": brief.name,
            "date": spelling.day(evening_of(brief.starts_local), language, dice),
            "time": spelling.hour(brief.starts_local, language, dice),
            "doors": spelling.hour(brief.doors_local, language, dice) if brief.doors_local else "",
            "venue": brief.venue,
            "city": brief.city,
            "lineup": str(format_list(list(brief.lineup), locale=language)),
            "lines": "\n".join(brief.lineup),
            "price": brief.price,
            "tickets": brief.ticket_link,
            "count": str(brief.days_left),
            "handle": brief.handle,
        }
    )


def caption(told: Told, language: str, dice: random.Random) -> str:
    """An opening, the facts in a changing order, and a closing line."""
    lines = corpus(language)
    middle = ["when", "where", "lineup", "price", "tickets", "doors", "count"]
    dice.shuffle(middle)
    kinds = ["opening", *(kind for kind in middle if dice.random() < _MAY_LACK.get(kind, 1.0)), "closing"]
    said = [_said(lines[kind], told, dice) for kind in kinds if told.slots.get(kind, "x")]
    if not any(told.slots["venue"] in line for line in said):
        said.insert(1, f"{told.slots['venue']}.")
    said = [line for line in said if line]
    flowing = all(line[-1] in ".!?" for line in said)
    return dice.choice(("\n\n", "\n", *([" "] if flowing else []))).join(said)


def _said(sentences: list[str], told: Told, dice: random.Random) -> str:
    """One of the sentences whose slots are all filled."""
    fitting = [each for each in sentences if all(told.slots[name] for name in _slots(each))]
    return dice.choice(fitting).format_map(told.slots) if fitting else ""


def _slots(sentence: str) -> list[str]:
    return [name for _, name, _, _ in _FORMATTER.parse(sentence) if name]
