"""Every layer's box drawn over the flyer, to see why something stands where it does."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed
from core.templates.scene import Layout

_LAYER, _INK, _SAFE = "#ff2d95", "#00e5ff", "#ffe600"


def draw_boxes(canvas: Image.Image, placed: Sequence[Placed], layout: Layout) -> None:
    draw = ImageDraw.Draw(canvas)
    top, bottom = layout.safe
    draw.rectangle((0, top, canvas.width - 1, bottom - 1), outline=_SAFE, width=3)
    for each in placed:
        draw.rectangle(_corners(each.box), outline=_LAYER, width=2)
        for line in each.lines:
            draw.rectangle(_corners(line.ink), outline=_INK, width=1)
        with TYPE_LOCK:
            font = open_font(face("inter-bold"), 18)
            draw.text((each.box.left + 4, each.box.top + 2), each.layer.id, fill=_LAYER, font=font)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, max(box.left, box.right), max(box.top, box.bottom)
