"""Faces opened, and lines of text shaped once for every size: positions in em, fallback and direction decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock

from PIL import ImageFont, features

from core.templates.fonts.faces import SYSTEM_FONTS, Face, chain, face
from core.templates.layout.clusters import clusters
from core.templates.layout.measure import Extent
from core.templates.layout.runs import Run, itemize

REFERENCE = 1000
"""Size text is measured at: large enough that rounding to pixels does not matter."""
EMOJI_SIZE = 109
"""The one size bitmap emoji come in."""
EMOJI_SCALE = 0.86
"""Makes an emoji sit with capital letters instead of towering over them."""

TYPE_LOCK = RLock()
"""FreeType faces are not safe to share between threads; every use of a font holds this."""


def can_shape() -> bool:
    """Whether scripts that join and run right to left come out right here (libfribidi0 is installed)."""
    return bool(features.check("raqm"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Something drawn in one go: a letter, or a whole run of a script that joins. `x` in em."""

    text: str
    face: Face
    x: float
    rtl: bool


@dataclass(frozen=True, eq=False)
class Shaped:
    """A line shaped; one ruler gives the same one for the same line, so its identity will do as a key."""

    pieces: tuple[Piece, ...]
    extent: Extent
    missing: tuple[str, ...]


@lru_cache(maxsize=24)
def open_font(where: Face, size: float) -> ImageFont.FreeTypeFont:
    """A font ready to draw; hold TYPE_LOCK while using it. Half a megabyte each, and opened in no time."""
    return ImageFont.truetype(where.path, EMOJI_SIZE if where.colour else size, where.index)


def direction(rtl: bool) -> str | None:
    """What to tell Pillow; without raqm it accepts no direction."""
    if not can_shape():
        return None
    return "rtl" if rtl else "ltr"


class Ruler:
    """Measures and shapes text for one set of system fonts; implements `Measure`."""

    def __init__(self, system_fonts: Path = SYSTEM_FONTS) -> None:
        self._system_fonts = system_fonts
        self.shape = lru_cache(maxsize=1024)(self._shape)
        """(text, face key, tracking) -> Shaped."""

    def extent(self, text: str, face: str, tracking: float) -> Extent:
        return self.shape(text, face, tracking).extent

    def cap_height(self, face: str) -> float:
        return _cap_height(face)

    def _shape(self, text: str, key: str, tracking: float) -> Shaped:
        line = itemize(text, chain(key, self._system_fonts))
        with TYPE_LOCK:
            pieces = list(_pieces(line.runs, tracking))
            extent = _extent(pieces)
        return Shaped(tuple(piece for piece, _ in pieces), extent, line.missing)


@lru_cache(maxsize=64)
def _cap_height(key: str) -> float:
    return -_ink("H", face(key), False)[1]


def _pieces(runs: tuple[Run, ...], tracking: float) -> Iterator[tuple[Piece, float]]:
    """Every piece with its advance in em."""
    x = 0.0
    for run in runs:
        parts = [run.text] if run.whole and not run.face.colour else clusters(run.text)
        for place, part in enumerate(parts):
            advance = _advance(part, run.face, run.rtl)
            if not run.whole and place + 1 < len(parts):
                advance += _kerning(part, parts[place + 1], run.face)
            yield Piece(part, run.face, x, run.rtl), advance
            x += advance + tracking


def _extent(pieces: list[tuple[Piece, float]]) -> Extent:
    left, right, top, bottom = 0.0, 0.0, 0.0, 0.0
    inked = False
    for piece, _ in pieces:
        if piece.text.isspace():
            continue
        ink = _ink(piece.text, piece.face, piece.rtl)
        left = min(left, piece.x + ink[0]) if inked else piece.x + ink[0]
        right, top, bottom = max(right, piece.x + ink[2]), min(top, ink[1]), max(bottom, ink[3])
        inked = True
    advance = pieces[-1][0].x + pieces[-1][1] if pieces else 0.0
    return Extent(advance, -top, bottom, left, advance - right)


@lru_cache(maxsize=8192)
def _advance(text: str, where: Face, rtl: bool) -> float:
    """Width in em."""
    length = open_font(where, REFERENCE).getlength(text, direction=direction(rtl))
    return length / EMOJI_SIZE * EMOJI_SCALE if where.colour else length / REFERENCE


@lru_cache(maxsize=8192)
def _kerning(first: str, second: str, where: Face) -> float:
    return _advance(first + second, where, False) - _advance(first, where, False) - _advance(second, where, False)


@lru_cache(maxsize=8192)
def _ink(text: str, where: Face, rtl: bool) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the ink in em, from the pen on the baseline."""
    box = open_font(where, REFERENCE).getbbox(text, direction=direction(rtl), anchor="ls")
    scale = EMOJI_SCALE / EMOJI_SIZE if where.colour else 1 / REFERENCE
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
