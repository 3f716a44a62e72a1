"""Ways to put colour through a mask: flat, gradient, glow and shadow."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, cos, radians, sin

from PIL import Image, ImageChops

from core.adapters.pillow_painter.kept import keeping, weight
from core.adapters.pillow_painter.soften import scaled, soften
from core.templates.colours import Tint

REACH = 2.6
"""How many radii far light and shadow are painted: beyond, they are a two-hundredth of what they are within."""


@dataclass(frozen=True)
class Fill:
    """What shows through a mask: one colour, or a gradient to a second one. `angle` 90 runs downwards."""

    first: Tint
    second: Tint | None = None
    angle: float = 90.0
    radial: bool = False


@keeping(4_000_000, weight)
def gradient(size: tuple[int, int], angle: float, radial: bool = False) -> Image.Image:
    """An L picture from 0 to 255 along a direction in degrees, or outwards from the middle."""
    if radial:
        return Image.radial_gradient("L").resize(size, Image.Resampling.BICUBIC)
    width, height = size
    across, down = cos(radians(angle)), sin(radians(angle))
    corners = [x * across + y * down for x in (0, width) for y in (0, height)]
    low, span = min(corners), max(corners) - min(corners) or 1.0
    scale = 255 / span
    matrix = (0.0, 0.0, 128.0, across * scale, down * scale, -low * scale)
    return Image.linear_gradient("L").transform(
        size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=255
    )


def stamp(canvas: Image.Image, mask: Image.Image, corner: tuple[int, int], fill: Fill, opacity: float = 1.0) -> None:
    """Paint a fill through a mask whose corner lies at `corner`; what falls off the canvas is dropped."""
    if fill.second is None:
        through = scaled(mask, fill.first.alpha * opacity)
        canvas.paste(Image.new("RGB", mask.size, fill.first.rgb), corner, through)
        return
    ramp = gradient(mask.size, fill.angle, fill.radial)
    colours = Image.composite(
        Image.new("RGB", mask.size, fill.second.rgb), Image.new("RGB", mask.size, fill.first.rgb), ramp
    )
    canvas.paste(colours, corner, _through(mask, ramp, fill, opacity))


def _through(mask: Image.Image, ramp: Image.Image, fill: Fill, opacity: float) -> Image.Image:
    """The mask with the alpha of both ends of a gradient worked in."""
    first, second = fill.first.alpha * opacity, (fill.second or fill.first).alpha * opacity
    if first == second:
        return scaled(mask, first)
    alphas = ramp.point([round(255 * (first + (second - first) * value / 255)) for value in range(256)])
    return ImageChops.multiply(mask, alphas)


_BLENDS: dict[str, Callable[[Image.Image, Image.Image], Image.Image]] = {
    "multiply": ImageChops.multiply,
    "screen": ImageChops.screen,
}


def blend(
    canvas: Image.Image, mask: Image.Image, corner: tuple[int, int], fill: Fill, opacity: float, how: str
) -> None:
    """As `stamp`, but mixing with what is there: "multiply" darkens, "screen" lightens."""
    if how not in _BLENDS:
        stamp(canvas, mask, corner, fill, opacity)
        return
    box = (corner[0], corner[1], corner[0] + mask.width, corner[1] + mask.height)
    under = canvas.crop(box)
    over = Image.new("RGB", mask.size)
    solid = Fill(Tint(fill.first.rgb), Tint(fill.second.rgb) if fill.second else None, fill.angle, fill.radial)
    stamp(over, Image.new("L", mask.size, 255), (0, 0), solid)
    ramp = gradient(mask.size, fill.angle, fill.radial)
    canvas.paste(_BLENDS[how](under, over), corner, _through(mask, ramp, fill, opacity))


def glow(
    canvas: Image.Image, mask: Image.Image, corner: tuple[int, int], tint: Tint, radius: float, strength: float
) -> None:
    """Light around a shape: strength above 1 makes the core of the light fuller."""
    pad = ceil(radius * REACH)
    stamp(canvas, soften(mask, radius, pad, strength), (corner[0] - pad, corner[1] - pad), Fill(tint))
