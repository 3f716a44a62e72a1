"""Hashtags out of an event's own facts and a team's sets, each with how telling it is. Pure."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from core.hashtags.tag_set import TagSet
from core.hashtags.tags import slug
from core.ports.copywriter import Brief

MOST_ARTISTS = 4
LONGEST_NAME = 24
_SHORTEST_NAME = 4
_SETS = {"phase": 97, "always": 96, "genre": 95, "city": 94}
"""By what a set is bound to. What a team chose itself stands just after the name of the event."""
_OF_NAMES = ("lineup", "set_times", "spotlight")
"""Phases that are about who plays."""
_TIME = re.compile(r"^\s*\d{1,2}(?:[:.h]\d{2}|h| uhr)\s*[-–:·]?\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]|\s+(?:live|dj[ -]set|hybrid)$", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+(?:b2b|vs\.?|&|x|and|und|feat\.?|ft\.?)\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:tba|tbc|guests?|gäste|residents?|friends|more|others|support|opening|surprise|secret|crew|allstars)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """A tag without its "#", and how telling it is: the higher the better."""

    tag: str
    weight: float


def candidates_of(brief: Brief, sets: Iterable[TagSet] = ()) -> tuple[Candidate, ...]:
    """Everything an event could be tagged with, not sorted and not yet looked at for use."""
    return (*_of_record(brief), *_of_sets(brief, sets))


def _of_record(brief: Brief) -> Iterator[Candidate]:
    kind, city = brief.genre.strip().lower(), slug(brief.city)
    named = brief.phase in _OF_NAMES
    yield Candidate(slug(brief.name), 100)
    music = _genres().get(kind, {"tags": [slug(kind)], "with_city": slug(kind)})
    for tag, weight in zip(music["tags"], (90, 45, 40), strict=False):
        yield Candidate(tag, weight)
    if kind and city:
        yield Candidate(f"{music['with_city']}{city}", 85)
    yield Candidate(slug(brief.venue), 75)
    yield Candidate(city, 60)
    for place, name in enumerate(artists(brief.lineup)):
        yield Candidate(slug(name), (94 - place if named else 72 if place == 0 else 56 - place))
    if city:
        yield Candidate(f"{city}events", 38)


def _of_sets(brief: Brief, sets: Iterable[TagSet]) -> Iterator[Candidate]:
    """The first tag of a set counts most."""
    for one in sets:
        if one.fits(brief):
            for place, tag in enumerate(one.tags):
                yield Candidate(tag.removeprefix("#"), _SETS[one.scope.value] - place * 1.5)


def artists(lineup: Iterable[str]) -> tuple[str, ...]:
    """Names that make a tag people look for: the first few, without hours, "(live)" and "special guest"."""
    names = (name.strip() for entry in lineup for name in _TOGETHER.split(_plain(entry)))
    found = (name for name in names if not _NOBODY.search(name) and _SHORTEST_NAME <= len(slug(name)) <= LONGEST_NAME)
    return tuple(dict.fromkeys(found))[:MOST_ARTISTS]


def _plain(entry: str) -> str:
    return _ASIDE.sub("", _TIME.sub("", entry)).strip()


@cache
def _genres() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("genres.toml").read_text(encoding="utf-8"))
