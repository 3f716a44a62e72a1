"""What a shape layer can draw: outlines and patterns, all as masks of the layer's box."""

from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.effects import gradient
from core.adapters.pillow_painter.kept import keeping, weight
from core.adapters.pillow_painter.outlines import SCALE, outline
from core.adapters.pillow_painter.patterns import PATTERNS
from core.adapters.pillow_painter.soften import scaled, soften
from core.templates.model import ShapeLayer

_FADES = {"down": (90.0, False), "up": (270.0, False), "right": (0.0, False), "left": (180.0, False)}
"""Angle along which a shape dissolves."""


@keeping(6_000_000, weight)
def figure_mask(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    """The layer's figure as a mask of `width` x `height` px, faded and blurred as it asks."""
    draw = PATTERNS.get(layer.figure) or _OTHERS.get(layer.figure) or _outline
    mask = draw(layer, width, height)
    if layer.fade:
        mask = ImageChops.multiply(mask, fade_mask(layer.fade, mask.size))
    return mask


def margin_of(layer: ShapeLayer) -> int:
    """Pixels a blurred figure reaches beyond its box on every side."""
    return round(layer.blur * 2.5)


def fade_mask(fade: str, size: tuple[int, int]) -> Image.Image:
    """255 where the shape stays, 0 where it has dissolved."""
    if fade in _FADES:
        return ImageChops.invert(gradient(size, _FADES[fade][0]))
    middle = scaled(gradient(size, 0, radial=True), 1.0)
    return middle if fade == "centre" else ImageChops.invert(middle)


def _outline(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    mask = outline(layer.figure, width, height, layer.corner, layer.stroke)
    return soften(mask, layer.blur, margin_of(layer)) if layer.blur else mask


def _ring(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    mask = outline("ellipse", width, height, 0, layer.stroke or 4)
    return soften(mask, layer.blur, margin_of(layer)) if layer.blur else mask


def _polygon(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    large = Image.new("L", (width * SCALE, height * SCALE))
    pairs = zip(layer.points[::2], layer.points[1::2], strict=False)
    corners = [(x * large.width, y * large.height) for x, y in pairs]
    ImageDraw.Draw(large).polygon(corners, fill=255)
    mask = large.reduce(SCALE)
    return soften(mask, layer.blur, margin_of(layer)) if layer.blur else mask


def _line(layer: ShapeLayer, width: int, height: int) -> Image.Image:
    large = Image.new("L", (width * SCALE, height * SCALE))
    pairs = zip(layer.points[::2], layer.points[1::2], strict=False)
    corners = [(x * large.width, y * large.height) for x, y in pairs]
    ImageDraw.Draw(large).line(corners, fill=255, width=round(max(1, layer.stroke) * SCALE), joint="curve")
    return large.reduce(SCALE)


_OTHERS: dict[str, Callable[[ShapeLayer, int, int], Image.Image]] = {
    "ring": _ring,
    "polygon": _polygon,
    "line": _line,
}
