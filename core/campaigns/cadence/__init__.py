"""Cadences: which posts an event gets and when, as data (*.toml), and what is known of their phases."""

import tomllib
from functools import cache
from importlib.resources import files

from core.campaigns.cadence.model import (
    CANCELLED,
    CHANGED,
    CORRECTION,
    DATE_TO_COME,
    EXTRA,
    EXTRA_TITLES,
    POSTPONED,
    SOLD_OUT,
    STORY_BESIDE,
    TRIGGERED,
    UNSOLD,
    Anchor,
    Cadence,
    Each,
    Phase,
)
from core.campaigns.cadence.read import CadenceProblem, as_table, read_cadence
from core.posts.model import Format

__all__ = [
    "CANCELLED",
    "CHANGED",
    "CORRECTION",
    "DATE_TO_COME",
    "EXTRA",
    "POSTPONED",
    "SOLD_OUT",
    "TRIGGERED",
    "UNSOLD",
    "Anchor",
    "Cadence",
    "CadenceProblem",
    "Each",
    "Phase",
    "as_table",
    "cadence",
    "cadences",
    "catalogue",
    "fitting",
    "phase",
    "read_cadence",
    "title_of",
]


@cache
def cadences() -> tuple[Cadence, ...]:
    """All shipped cadences: those chosen by themselves, the longest first, then those that somebody has to pick."""
    found = []
    for file in files(__name__).iterdir():
        if file.name.endswith(".toml"):
            try:
                table = tomllib.loads(file.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise CadenceProblem(f"{file.name}: it is no TOML: {error}") from error
            found.append(read_cadence(file.name.removesuffix(".toml"), table, file.name))
    return tuple(sorted(found, key=lambda one: (one.least_days is None, -(one.least_days or 0), one.key)))


def cadence(key: str) -> Cadence:
    """A cadence by key; raises KeyError."""
    return {found.key: found for found in cadences()}[key]


def fitting(days_left: int) -> Cadence:
    """The cadence that suits the time that is left."""
    by_itself = [found for found in cadences() if found.least_days is not None]
    return next((found for found in by_itself if days_left >= (found.least_days or 0)), by_itself[-1])


@cache
def catalogue() -> tuple[Phase, ...]:
    """Every phase there is, once, in the order of a campaign; its days and hours are those of the longest cadence."""
    found: dict[str, Phase] = {}
    for one in cadences():
        for each in one.phases:
            found.setdefault(each.key, each)
    return tuple(sorted(found.values(), key=lambda each: each.order))


def phase(cadence_key: str, phase_key: str) -> Phase:
    """What a phase is: by its cadence, or by any other where a campaign's plan was changed since.

    A phase that no cadence knows any more is treated like a post added by hand.
    """
    own = next((found for found in cadences() if found.key == cadence_key), None)
    known = (*(own.phases if own else ()), *catalogue(), *TRIGGERED)
    return next((found for found in known if found.key == phase_key), EXTRA)


def title_of(cadence_key: str, phase_key: str, format_: Format, about: str = "") -> str:
    """What people call a post; one added by hand, and a story beside a post, are told apart by what they are.

    about: the artist it is about, where it is about one.
    """
    if phase_key == EXTRA.key and format_ is not EXTRA.format:
        return EXTRA_TITLES[format_]
    planned = phase(cadence_key, phase_key)
    beside = format_ is Format.STORY and planned.format is not Format.STORY
    title = STORY_BESIDE.format(title=planned.title) if beside else planned.title
    return f"{title}: {about}" if about and planned.each is Each.ARTIST else title
