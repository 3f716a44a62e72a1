"""Painting what has no words: shapes, and the event's photo under its veil."""

from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageChops, ImageOps

from core.adapters.pillow_painter.easel import Easel, Stencil, whole
from core.adapters.pillow_painter.effects import Fill, blend, stamp
from core.adapters.pillow_painter.figures import figure_mask, margin_of
from core.adapters.pillow_painter.kept import keeping, weight
from core.adapters.pillow_painter.lettering import cast_light
from core.adapters.pillow_painter.outlines import outline
from core.adapters.pillow_painter.photo import covering, treated
from core.templates.colours import luminance
from core.templates.layout.placed import Placed
from core.templates.model import ImageLayer, Scrim, ShapeLayer


def paint_shape(easel: Easel, placed: Placed, layer: ShapeLayer) -> None:
    left, top, width, height = whole(placed.box)
    mask = figure_mask(layer, width, height)
    margin = margin_of(layer) if mask.size != (width, height) else 0
    if placed.mirrored:
        mask = ImageOps.mirror(mask)
    cut = Stencil(mask, (left - margin, top - margin)).turned(placed.turn, placed.box.centre)
    if layer.glow:
        cast_light(easel, cut, layer.glow)
    second = easel.palette.tint(layer.colour_to) if layer.colour_to else None
    fill = Fill(easel.palette.tint(layer.colour), second, layer.angle, layer.radial)
    blend(easel.canvas, cut.mask, cut.corner, fill, layer.opacity, layer.blend)


def paint_image(easel: Easel, placed: Placed, layer: ImageLayer) -> None:
    if easel.scene.photo is None:
        return
    left, top, width, height = whole(placed.box)
    # A brand may turn a design's light and dark round; its photo must not become a negative.
    dark, light = sorted((easel.palette.rgb(layer.dark), easel.palette.rgb(layer.light)), key=luminance)
    picture = treated(covering(easel.scene.photo, width, height), layer.treatment, dark, light, layer.step)
    if layer.outline == "rect" and not layer.corner and not placed.turn:
        easel.canvas.paste(picture, (left, top))
        if layer.scrim:
            _veil(easel, easel.canvas, layer.scrim, (left, top), (width, height))
        return
    if layer.scrim:
        picture = picture.copy()
        _veil(easel, picture, layer.scrim, (0, 0), (width, height))
    frame = Stencil(outline(layer.outline, width, height, layer.corner), (left, top))
    if placed.turn:
        frame = frame.turned(placed.turn, placed.box.centre)
        picture = picture.rotate(placed.turn, Image.Resampling.BICUBIC, expand=True).resize(frame.mask.size)
    easel.canvas.paste(picture, frame.corner, frame.mask)


def _veil(easel: Easel, canvas: Image.Image, scrim: Scrim, corner: tuple[int, int], size: tuple[int, int]) -> None:
    """Lay a scrim over a photo on the canvas, strengthened as far as the easel says."""
    tint = easel.palette.tint(scrim.colour)
    strength = scrim.strength + (0.96 - scrim.strength) * easel.veil
    mask = _scrim_mask(replace(scrim, strength=0), *size, easel.veil)
    stamp(canvas, mask, corner, Fill(tint), strength)


@keeping(4_000_000, weight)
def _scrim_mask(scrim: Scrim, width: int, height: int, veil: float) -> Image.Image:
    """Where the veil lies; a stronger one also reaches further."""
    reach = min(1.0, scrim.reach + (1 - scrim.reach) * veil)
    return _SIDES[scrim.side](width, height, reach)


def _ramp(length: int, reach: float) -> list[int]:
    """0 rising smoothly to 255 over the last `reach` of the way."""
    start = length * (1 - reach)
    shares = [max(0.0, (place - start) / (length * reach)) for place in range(length)]
    return [round(255 * share * share * (3 - 2 * share)) for share in shares]


def _column(values: list[int], width: int) -> Image.Image:
    return Image.frombytes("L", (1, len(values)), bytes(values)).resize((width, len(values)))


def _bottom(width: int, height: int, reach: float) -> Image.Image:
    return _column(_ramp(height, reach), width)


def _top(width: int, height: int, reach: float) -> Image.Image:
    return _column(_ramp(height, reach)[::-1], width)


def _both(width: int, height: int, reach: float) -> Image.Image:
    return ImageChops.lighter(_bottom(width, height, reach * 0.75), _top(width, height, reach * 0.6))


def _left(width: int, height: int, reach: float) -> Image.Image:
    row = bytes(_ramp(width, reach)[::-1])
    return Image.frombytes("L", (width, 1), row).resize((width, height))


def _all(width: int, height: int, reach: float) -> Image.Image:
    return Image.new("L", (width, height), 255)


_SIDES: dict[str, Callable[[int, int, float], Image.Image]] = {
    "bottom": _bottom,
    "top": _top,
    "both": _both,
    "left": _left,
    "all": _all,
}
