"""From a scene to the words of a layer: fields by name, empty pieces left out."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from string import Formatter

from core.templates.scene import Brand, Scene

PICTURES = ("photo", "logo")
DERIVED = ("kicker_rest", "headliner")
WORDS = frozenset({each.name for each in fields(Scene)} - set(PICTURES)) | frozenset(DERIVED)
"""Names a text may bind."""
FACTS = WORDS | frozenset(PICTURES)
"""Names a `when` may ask for."""


def words_of(scene: Scene) -> dict[str, str]:
    """Every bindable name with its text."""
    found = {name: getattr(scene, name) for name in WORDS - {"lineup", "days_left", "page", "pages", *DERIVED}}
    return found | {
        "lineup": ", ".join(scene.lineup),
        "page": str(scene.page or ""),
        "pages": str(scene.pages or ""),
        "days_left": "" if scene.days_left is None else str(scene.days_left),
        "kicker_rest": _without_number(scene.kicker, scene.days_left),
        "headliner": scene.lineup[0] if scene.lineup else "",
    }


def _without_number(kicker: str, number: int | None) -> str:
    """ "3 days to go" beside a giant 3 is "days to go"; where a language puts the number elsewhere it stays."""
    return kicker.removeprefix(str(number)).strip() if kicker.startswith(f"{number} ") else kicker


def facts_of(scene: Scene, brand: Brand) -> frozenset[str]:
    """Names of everything that is there."""
    pictures = {"photo": scene.photo, "logo": scene.logo or brand.logo}
    return frozenset(name for name, value in {**words_of(scene), **pictures}.items() if value)


def holds(when: Iterable[str], facts: frozenset[str]) -> bool:
    """Whether all conditions of a layer are met."""
    return all((name.removeprefix("!") in facts) != name.startswith("!") for name in when)


def names_in(piece: str) -> tuple[str, ...]:
    """Fields a piece like "{venue}, {city}" binds; raises ValueError where braces are wrong.

    A field stands alone: "{title:>9999}" would make what a person wrote as long as the template likes.
    """
    found = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(piece) if name is not None]
    if any(spec or conversion for _, spec, conversion in found):
        raise ValueError("a field takes no format")
    return tuple(name for name, _, _ in found)


def fill(pieces: Iterable[str], join: str, case: str, words: Mapping[str, str]) -> str:
    """The text of a layer: pieces filled in and joined, those with an empty field left out."""
    filled = [piece.format_map(words) for piece in pieces if all(words[name] for name in names_in(piece))]
    return CASES[case](join.join(filled))


def _upper(text: str) -> str:
    """Capitals; Greek ones carry no accents."""
    return "".join(_greek_capital(letter) for letter in text.upper())


def _greek_capital(letter: str) -> str:
    if "\u0370" <= letter <= "\u03ff":
        return unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace("\u0301", ""))
    return letter


CASES: dict[str, Callable[[str], str]] = {"as written": str, "upper": _upper, "lower": str.lower}
