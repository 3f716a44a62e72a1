"""A brand laid over a template: its colours and face, and what had to give so that all stays readable."""

from core.errors import InvalidAnswer
from core.templates.colours import LARGE_TEXT, SMALL_TEXT, Palette, contrast, from_hex, palette_of, readable, to_hex
from core.templates.fonts.faces import FACES
from core.templates.model import Template
from core.templates.scene import Brand

ROLES = ("background", "ink", "primary", "accent")
_NEEDED = {"ink": (SMALL_TEXT, 7.0), "accent": (LARGE_TEXT, SMALL_TEXT)}
"""Contrast on the background a colour must have, and the one it is given where it has not."""


def branded_palette(template: Template, brand: Brand) -> tuple[Palette, tuple[str, ...]]:
    """The template's palette in the brand's colours, and sentences about colours that had to be changed.

    The template's own colours are trusted; only what the brand brings is held to the contrast it needs. Raises
    InvalidAnswer for a brand colour that is none.
    """
    wanted = {role: colour for role in ROLES if (colour := getattr(brand, role))}
    for role, colour in wanted.items():
        if not valid_colour(colour):
            raise InvalidAnswer(f"The brand's {role} colour should look like #1a2b3c, not {colour!r}.", field=role)
    specs = {**template.colours, **wanted}
    ground = palette_of(specs).rgb("background")
    notes = []
    for role, (least, better) in _NEEDED.items():
        if not wanted.keys() & {role, "background"}:
            continue
        asked = palette_of(specs).rgb(role)
        if contrast(asked, ground) < least:
            specs[role] = to_hex(readable(asked, ground, better))
            notes.append(f"The {role} colour became {specs[role]} so that it can be read on {to_hex(ground)}.")
    return palette_of(specs), tuple(notes)


def face_of(template: Template, brand: Brand, role: str) -> str:
    """Key of the face a layer's `face` names: a role of the template's `[fonts]`, or a face itself."""
    if role == "display" and brand.display_font in FACES:
        return brand.display_font
    return template.fonts.get(role, role)


def valid_colour(text: str) -> bool:
    """Whether a person's answer is a colour a brand can hold."""
    try:
        from_hex(text)
    except ValueError:
        return False
    return True
