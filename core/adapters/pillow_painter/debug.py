"""Every layer's box drawn over the flyer, to see why something stands where it does.

Yellow: the safe area. Pink: the box of a layer, with its name and the sizes of its letters on a tag. Blue: ink.
"""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed
from core.templates.scene import Layout

_LAYER, _INK, _SAFE, _TAG = "#ff2d95", "#00e5ff", "#ffe600", "#000000"
_SIZE, _PAD = 18, 5


def draw_boxes(canvas: Image.Image, placed: Sequence[Placed], layout: Layout) -> None:
    draw = ImageDraw.Draw(canvas)
    top, bottom = layout.safe
    draw.rectangle((0, top, canvas.width - 1, bottom - 1), outline=_SAFE, width=3)
    tags: list[Box] = []
    for each in placed:
        draw.rectangle(_corners(each.box), outline=_LAYER, width=2)
        for line in each.lines:
            draw.rectangle(_corners(line.ink), outline=_INK, width=1)
    for each in placed:
        tags.append(_tag(draw, each, tags, canvas.width))


def _tag(draw: ImageDraw.ImageDraw, placed: Placed, others: Sequence[Box], width: int) -> Box:
    """The layer's name at the upper right of its box, below the tags that are there already."""
    sizes = sorted({round(line.size) for line in placed.lines}, reverse=True)
    words = f"{placed.layer.id}  {'/'.join(map(str, sizes))}" if sizes else placed.layer.id
    with TYPE_LOCK:
        font = open_font(face("inter-bold"), _SIZE)
        wide = font.getlength(words) + 2 * _PAD
        right = min(placed.box.right, width)
        tag = Box(max(0.0, right - wide), max(0.0, placed.box.top - _SIZE - _PAD), wide, _SIZE + 2 * _PAD)
        while any(tag.overlap(other) for other in others):
            tag = tag.moved(0, 2)
        draw.rectangle(_corners(tag), fill=_TAG)
        draw.text((tag.left + _PAD, tag.top + _PAD - 2), words, fill=_LAYER, font=font)
    return tag


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, max(box.left, box.right), max(box.top, box.bottom)
