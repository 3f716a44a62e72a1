"""Lines of text as masks: drawn once per size, then stamped in any colour."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.ruler import (
    EMOJI_SCALE,
    EMOJI_SIZE,
    TYPE_LOCK,
    Piece,
    Shaped,
    direction,
    open_font,
)

_PAD = 3


@dataclass(frozen=True)
class Inked:
    """A line ready to stamp. `left`, `top`: where the mask's corner lies seen from the pen, in pixels."""

    mask: Image.Image
    left: int
    top: int
    pictures: Image.Image | None = None
    """Emoji of the line, RGBA, as large as the mask."""


@lru_cache(maxsize=192)
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
    draw = ImageDraw.Draw(mask)
    for piece in pieces:
        draw.text(
            (piece.x * size - corner[0], -corner[1]),
            piece.text,
            fill=255,
            font=open_font(piece.face, round(size, 2)),
            anchor="ls",
            direction=direction(piece.rtl),
            stroke_width=stroke,
        )
    return mask


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
