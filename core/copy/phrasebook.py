"""The sentences the offline writer chooses from, and the rules by which it may."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_SLOT = re.compile(r"{(\w+)}")
_ANY_TONE = "any"
_DANCED_TO = frozenset({"techno", "house", "hip-hop", "disco", "drum and bass", "electronic", "pop", ""})


@dataclass(frozen=True)
class Fitting:
    """What holds for an event, so that only true sentences are chosen: "night", "club", "tickets", "several"."""

    holds: frozenset[str]
    slots: Mapping[str, str]
    """Slot name -> its text; capitalised names ("Date") are filled from these."""


@dataclass(frozen=True)
class Phrase:
    """A sentence with slots, and what must hold for it."""

    text: str
    needs: frozenset[str]

    def fits(self, fitting: Fitting) -> bool:
        """True when all it needs holds and every slot has a text."""
        return self.needs <= fitting.holds and all(fitting.slots.get(slot.lower()) for slot in _SLOT.findall(self.text))

    def filled(self, fitting: Fitting) -> str:
        """The sentence, its first letter a capital."""
        return capital(_SLOT.sub(lambda found: _slot(found[1], fitting.slots), self.text))


def _slot(name: str, slots: Mapping[str, str]) -> str:
    text = slots[name.lower()]
    return capital(text) if name[0].isupper() else text


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=8)
def phrasebook(language: str) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """Section -> tone -> sentences. Raises FileNotFoundError for a language without a book."""
    table = tomllib.loads(files(__package__).joinpath("phrases", f"{language}.toml").read_text(encoding="utf-8"))
    return {
        section: {tone: tuple(_phrase(one) for one in phrases) for tone, phrases in tones.items()}
        for section, tones in table.items()
    }


def _phrase(written: str) -> Phrase:
    text, *needs = re.split(r"@(?=(?:night|club|tickets|several)\b)", written)
    return Phrase(text.strip(), frozenset(need.strip() for need in needs))


def choose(
    language: str,
    section: str,
    tone: str,
    fitting: Fitting,
    seed: int,
    good: Callable[[str], bool] = lambda _: True,
) -> str:
    """One fitting sentence of a section, the same for the same seed; "" when none fits.

    Falls back to the section's sentences for any tone, then to the minimal ones; a tone with an empty list is silent.
    Where none is `good`, a minimal one takes its place, or else the shortest.
    """
    told = sentences(language, section, tone, fitting)
    plain = sentences(language, section, "minimal", fitting) if told else []
    choices = [*filter(good, told)] or [*filter(good, plain)] or sorted(told, key=len)[:1]
    return random.Random(f"{seed}/{section}").choice(choices) if choices else ""  # noqa: S311 - variety only


def sentences(language: str, section: str, tone: str, fitting: Fitting) -> list[str]:
    """All of a section that fit, filled; those of the tone, else those for any tone, else the minimal ones."""
    tones = phrasebook(language).get(section, {})
    for one in (tone, _ANY_TONE, "minimal") if tones.get(tone, True) else ():
        if fitting_ones := [phrase.filled(fitting) for phrase in tones.get(one, ()) if phrase.fits(fitting)]:
            return fitting_ones
    return []


def word(language: str, name: str, **slots: str) -> str:
    """A fixed expression of a language: "Doors {doors}"."""
    return phrasebook(language)["words"][name][0].text.format(**slots)


def danced_to(genre: str) -> bool:
    """Whether words like "shoes" and "loud" suit the music; unknown music passes as danced to."""
    return genre.strip().lower() in _DANCED_TO
