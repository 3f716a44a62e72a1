"""Colours as people write them: "#1a2b3c", "1A2B3C", "rgb(26, 43, 60)", "navy"."""

import difflib
import re

from core.errors import InvalidAnswer
from core.templates.colours import to_hex

NAMES: dict[str, str] = {
    "black": "#000000", "white": "#ffffff", "grey": "#808080", "gray": "#808080", "silver": "#c0c0c0",
    "charcoal": "#36454f", "anthracite": "#293133", "red": "#e10f1f", "dark red": "#8b0000", "crimson": "#dc143c",
    "burgundy": "#800020", "wine": "#722f37", "maroon": "#800000", "coral": "#ff7f50", "salmon": "#fa8072",
    "orange": "#ff7f0e", "amber": "#ffbf00", "gold": "#d4af37", "yellow": "#ffd500", "lemon": "#fff44f",
    "mustard": "#e1ad01", "lime": "#c6ff00", "acid green": "#b0ff1a", "green": "#12924f", "dark green": "#0b4d2c",
    "mint": "#98ffcc", "olive": "#808000", "sage": "#9caf88", "teal": "#008080", "turquoise": "#30d5c8",
    "cyan": "#00d5ff", "sky": "#87ceeb", "sky blue": "#87ceeb", "light blue": "#8ec5ff", "blue": "#1f4ee6",
    "royal blue": "#4169e1", "navy": "#0b1f4b", "dark blue": "#0b1f4b", "indigo": "#4b0082", "violet": "#7f3dff",
    "purple": "#7b2cbf", "lavender": "#c9b6f2", "lilac": "#c8a2c8", "magenta": "#ff00a8", "pink": "#ff5fa2",
    "hot pink": "#ff2d95", "rose": "#e8a0a8", "peach": "#ffcba4", "brown": "#6b4226", "chocolate": "#5a3220",
    "beige": "#e9dcc3", "sand": "#d9c7a3", "cream": "#fbf3e2", "ivory": "#fffff0",
}  # fmt: skip
"""As a designer would mean them, not as browsers do: browser green and red look cheap on a flyer."""

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_RGB = re.compile(r"(?:rgb)?\s*\(?\s*(\d{1,3})\s*[,;\s]\s*(\d{1,3})\s*[,;\s]\s*(\d{1,3})\s*\)?")


def read_colour(text: str) -> str:
    """ "#rrggbb" of what somebody wrote; raises InvalidAnswer with a suggestion where there is one."""
    written = " ".join(text.casefold().replace("-", " ").split())
    if written in NAMES:
        return NAMES[written]
    if found := _HEX.fullmatch(written):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        return f"#{digits}"
    if (found := _RGB.fullmatch(written)) and max(map(int, found.groups())) <= 255:
        return to_hex((int(found[1]), int(found[2]), int(found[3])))
    near = difflib.get_close_matches(written, NAMES, 1)
    meant = f" Do you mean {near[0]}?" if near else ""
    raise InvalidAnswer(f"I don't know the colour “{text[:30]}”.{meant} Write it like #c6ff00, or a name like navy.")
