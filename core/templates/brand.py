"""A brand laid over a template: its colours and face, and what had to give so that all stays readable."""

import unicodedata
from collections.abc import Collection, Mapping
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
_NEEDED = {"ink": (SMALL_TEXT, 7.0), "accent": (LARGE_TEXT, SMALL_TEXT)}
"""Contrast on the background a colour must have, and the one it is given where it has not."""
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
    for role, colour in _unreadable(specs, () if dressed.printed else wanted).items():
        specs[role] = colour
        on = to_hex(palette_of(specs).rgb("background"))
        sentence = f"The {IN_WORDS[role]} colour became {colour} so that it can be read on {on}."
        changes.append(Change("colour", sentence, told=False))
    for name, colour in dressed.matched.items():
        changes.append(Change("match", f"The design's “{name}” became {colour} to match the brand.", told=False))
    return palette_of(specs), tuple(changes)


def _unreadable(specs: Mapping[str, str], wanted: Collection[str]) -> dict[str, str]:
    """Roles that cannot be read on the background, with the colour nearest to theirs that can."""
    palette = palette_of(specs)
    ground = palette.rgb("background")
    return {
        role: to_hex(pushed(palette.rgb(role), ground, better))
        for role, (least, better) in _NEEDED.items()
        if {role, "background"} & set(wanted) and contrast(palette.rgb(role), ground) < least
    }


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
