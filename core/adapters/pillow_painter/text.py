"""Lines of text as masks: drawn once per size, then stamped in any colour."""

from dataclasses import dataclass
from math import ceil, floor, modf
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.kept import keeping, weight
from core.adapters.pillow_painter.ruler import EMOJI_SCALE, EMOJI_SIZE, TYPE_LOCK, Piece, Shaped, direction, open_font
from core.templates.fonts.faces import Face

if TYPE_CHECKING:
    from PIL._imaging import ImagingCore

_PAD = 3
_LARGE = 72.0
"""From here on letters are drawn in whole sizes, so that one headline can use those of another: no eye sees a
difference of half a pixel in that many, and where they stand is not changed by it."""


@dataclass(frozen=True)
class Inked:
    """A line ready to stamp. `left`, `top`: where the mask's corner lies seen from the pen, in pixels."""

    mask: Image.Image
    left: int
    top: int
    pictures: Image.Image | None = None
    """Emoji of the line, RGBA, as large as the mask."""


def _weight(inked: Inked) -> int:
    return weight(inked.mask) + (weight(inked.pictures) if inked.pictures else 0)


@keeping(5_000_000, _weight)
def ink_line(shaped: Shaped, size: float, stroke: float = 0.0, hollow: bool = False) -> Inked:
    """Draw a shaped line at `size` px; `stroke` px are added around every letter, or remain alone when hollow."""
    extent = shaped.extent
    pad = _PAD + ceil(stroke)
    left = floor(extent.left * size) - pad
    top = floor(-extent.ascent * size) - pad
    right = ceil((extent.advance - extent.right) * size) + pad
    bottom = ceil(extent.descent * size) + pad
    area = (max(1, right - left), max(1, bottom - top))
    letters = [piece for piece in shaped.pieces if not piece.face.colour and not piece.text.isspace()]
    emoji = [piece for piece in shaped.pieces if piece.face.colour]
    with TYPE_LOCK:
        mask = _letters(letters, size, area, (left, top), stroke)
        if hollow:
            mask = ImageChops.subtract(mask, _letters(letters, size, area, (left, top), 0))
        pictures = _emoji(emoji, size, area, (left, top)) if emoji else None
    return Inked(mask, left, top, pictures)


def _letters(
    pieces: list[Piece], size: float, area: tuple[int, int], corner: tuple[int, int], stroke: float
) -> Image.Image:
    mask = Image.new("L", area)
    canvas = ImageDraw.Draw(mask).draw
    shown = round(size, 2) if size < _LARGE else float(round(size))
    for piece in pieces:
        pen = piece.x * size - corner[0]
        if len(piece.text) == 1:  # letters stand on whole pixels, runs only as a whole
            pen = floor(pen + 0.5)
        step, whole = modf(pen)
        cut = _cut if step else _glyph
        glyph = cut(piece.face, shown, piece.text, piece.rtl, stroke, step)
        canvas.draw_bitmap((int(whole) + glyph.left, glyph.top - corner[1]), glyph.shape, 255)
    return mask


@dataclass(frozen=True)
class _Glyph:
    """A letter, or a run that joins, drawn; `left`, `top`: its corner seen from the pen."""

    shape: "ImagingCore"
    left: int
    top: int


def _cut(face: Face, size: float, text: str, rtl: bool, stroke: float, step: float) -> _Glyph:
    """Draw a piece, its pen `step` of a pixel to the right of a pixel's edge; hold TYPE_LOCK."""
    start = (step, 0.0)
    font = open_font(face, size)
    # what ImageDraw.text does as well, at half its price
    shape, (left, top) = font.getmask2(
        text, "L", direction(rtl), stroke_width=stroke, anchor="ls", ink=255, start=start, stroke_filled=True
    )
    return _Glyph(shape, left, top)


def _glyph_weight(glyph: _Glyph) -> int:
    width, height = glyph.shape.size
    return int(width * height) + 500


_glyph = keeping(5_000_000, _glyph_weight)(_cut)


def _emoji(pieces: list[Piece], size: float, area: tuple[int, int], corner: tuple[int, int]) -> Image.Image:
    layer = Image.new("RGBA", area)
    scale = size * EMOJI_SCALE / EMOJI_SIZE
    for piece in pieces:
        font = open_font(piece.face, EMOJI_SIZE)
        box = font.getbbox(piece.text, anchor="ls")
        width, height = ceil(box[2] - box[0]), ceil(box[3] - box[1])
        if not width or not height:
            continue
        picture = Image.new("RGBA", (width, height))
        ImageDraw.Draw(picture).text((-box[0], -box[1]), piece.text, font=font, anchor="ls", embedded_color=True)
        small = picture.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.BOX)
        place = (round(piece.x * size + box[0] * scale) - corner[0], round(box[1] * scale) - corner[1])
        layer.alpha_composite(small, (max(0, place[0]), max(0, place[1])))
    return layer
