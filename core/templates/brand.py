"""A brand laid over a template: its colours and face, and what had to give so that all stays readable."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from core.errors import InvalidAnswer
from core.templates.colours import LARGE_TEXT, SMALL_TEXT, Palette, Rgb, contrast, from_hex, palette_of, to_hex
from core.templates.dressing import ROLES, dress
from core.templates.fonts.faces import FACES, HEADLINES, face
from core.templates.model import Template
from core.templates.perceived import pushed
from core.templates.scene import Brand, Scene

IN_WORDS = {"background": "background", "ink": "text", "primary": "main", "accent": "accent"}
"""What people call the roles."""
_WELL = 7.0
"""Contrast on the background that words are given which had too little."""
_MOST_LETTERS = 6
"""How many letters a face lacks are named one by one."""


@dataclass(frozen=True)
class Change:
    """One thing that is not exactly as template or brand have it, so that both hold; a sentence for a person."""

    what: Literal["colour", "ground", "font", "logo", "handle", "match"]
    sentence: str
    told: bool = True
    """Whether who approves the post should read it; the rest is for who looks after the brand."""


def branded_palette(template: Template, brand: Brand, *, photo: bool = False) -> tuple[Palette, tuple[Change, ...]]:
    """The template's palette in the brand's colours, and what had to be changed.

    The template's own colours are trusted; only what the brand brings is held to the contrast it needs. Raises
    InvalidAnswer for a brand colour that is none.
    """
    wanted = {role: _colour(role, colour) for role in ROLES if (colour := getattr(brand, role))}
    dressed = dress(template, wanted, photo=photo)
    changes: list[Change] = []
    if dressed.turned:
        changes.append(Change("ground", "This design needs a dark ground: the brand's text colour became the ground."))
    specs = dict(dressed.colours)
    if not dressed.printed:
        changes += _readable(specs, wanted)
    for name, colour in dressed.matched.items():
        changes.append(Change("match", f"The design's “{name}” became {colour} to match the brand.", told=False))
    return palette_of(specs), tuple(changes)


def _readable(specs: dict[str, str], wanted: Collection[str]) -> Iterator[Change]:
    """Words can be read on the ground: their colour is pushed as far as it must be.

    The accent stays what it is, for all that is no word; words in it get another colour where they are painted.
    """
    palette = palette_of(specs)
    ground, ink, accent = (palette.rgb(role) for role in ("background", "ink", "accent"))
    if {"ink", "background"} & set(wanted) and contrast(ink, ground) < SMALL_TEXT:
        specs["ink"] = to_hex(pushed(ink, ground, _WELL))
        sentence = f"The text colour became {specs['ink']} so that it can be read on {to_hex(ground)}."
        yield Change("colour", sentence, told=False)
    if {"accent", "background"} & set(wanted) and contrast(accent, ground) < LARGE_TEXT:
        sentence = f"The accent colour cannot be read on {to_hex(ground)}: words in it get another of your colours."
        yield Change("colour", sentence, told=False)


def _colour(role: str, text: str) -> Rgb:
    if not valid_colour(text):
        raise InvalidAnswer(f"The brand's {IN_WORDS[role]} colour should look like #1a2b3c, not {text!r}.", field=role)
    return from_hex(text)


def face_of(template: Template, brand: Brand, role: str) -> str:
    """Key of the face a layer's `face` names: a role of the template's `[fonts]`, or a face itself."""
    if role == "display" and brand.display_font in FACES:
        return brand.display_font
    return template.fonts.get(role, role)


def lettering_changes(scene: Scene, brand: Brand) -> tuple[Change, ...]:
    """Whether the brand's headline face has all letters of the title; another face helps out where it has not."""
    if brand.display_font not in FACES:
        return ()
    name = HEADLINES.get(brand.display_font, brand.display_font)
    own = face(brand.display_font)
    letters = dict.fromkeys(letter for letter in scene.title if letter.isalnum())
    lacking = [letter for letter in letters if not any(own.shows(each) for each in (letter, letter.upper()))]
    if not lacking:
        return ()
    if len(lacking) == len(letters):
        return (Change("font", f"{name} has no {_script(lacking[0])}letters: another face sets the title."),)
    some = " ".join(lacking[:_MOST_LETTERS]) + (" …" if len(lacking) > _MOST_LETTERS else "")
    return (Change("font", f"{name} lacks some letters of the title ({some}): another face sets those words."),)


def _script(letter: str) -> str:
    """ "Cyrillic " as Unicode names it; "" where the name says nothing to a person."""
    script = unicodedata.name(letter, "").split(" ")[0]
    return f"{_SCRIPTS[script]} " if script in _SCRIPTS else ""


_SCRIPTS = {
    "ARABIC": "Arabic",
    "CJK": "Chinese or Japanese",
    "CYRILLIC": "Cyrillic",
    "DEVANAGARI": "Devanagari",
    "GREEK": "Greek",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "THAI": "Thai",
}


def valid_colour(text: str) -> bool:
    """Whether a person's answer is a colour a brand can hold."""
    try:
        from_hex(text)
    except ValueError:
        return False
    return True
