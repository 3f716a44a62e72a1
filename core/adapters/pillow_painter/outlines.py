"""Masks of the outlines a box can have, drawn large and reduced so that their edges are smooth."""

from collections.abc import Callable
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.kept import keeping, weight

Point = tuple[float, float]
SCALE = 3
"""How much larger outlines are drawn."""


@keeping(4_000_000, weight)
def outline(name: str, width: int, height: int, corner: float = 0.0, stroke: float = 0.0) -> Image.Image:
    """Mask of a filled outline of `width` x `height` px, or only its line when `stroke` px are given."""
    if name == "rect" and not corner and not stroke:
        return Image.new("L", (width, height), 255)
    large = Image.new("L", (width * SCALE, height * SCALE))
    _DRAWN[name](ImageDraw.Draw(large), width * SCALE, height * SCALE, corner * SCALE)
    mask = large.reduce(SCALE)
    if not stroke or width <= 2 * stroke or height <= 2 * stroke:
        return mask
    inset = round(stroke)
    inner = Image.new("L", mask.size)
    smaller = outline(name, width - 2 * inset, height - 2 * inset, max(0.0, corner - inset))
    inner.paste(smaller, (inset, inset))
    return ImageChops.subtract(mask, inner)


def _rect(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    draw.rounded_rectangle((0, 0, width - 1, height - 1), min(corner, width / 2, height / 2), fill=255)


def _pill(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    _rect(draw, width, height, min(width, height) / 2)


def _ellipse(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    draw.ellipse((0, 0, width - 1, height - 1), fill=255)


def _arch(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    draw.pieslice((0, 0, width - 1, width - 1), 180, 360, fill=255)
    draw.rectangle((0, width / 2, width - 1, height - 1), fill=255)


def _burst(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    draw.polygon(star(width, height, 22, 0.86), fill=255)


def star(width: float, height: float, tips: int, waist: float) -> list[Point]:
    """Corners of a star filling a box; `waist` is how far in the inner corners lie."""
    return [
        (
            width / 2 * (1 + sin(pi * corner / tips) * (1 if corner % 2 == 0 else waist)),
            height / 2 * (1 - cos(pi * corner / tips) * (1 if corner % 2 == 0 else waist)),
        )
        for corner in range(2 * tips)
    ]


def _ticket(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    """A stub with a bite out of both short sides."""
    bite = corner or height * 0.14
    draw.rounded_rectangle((0, 0, width - 1, height - 1), bite * 0.4, fill=255)
    for x in (0, width):
        draw.ellipse((x - bite, height / 2 - bite, x + bite, height / 2 + bite), fill=0)


def _tape(draw: ImageDraw.ImageDraw, width: int, height: int, corner: float) -> None:
    """A strip of tape: both ends cut with pinking shears."""
    teeth = max(3, round(height / (10 * SCALE)))
    depth = height / teeth / 2
    edge = [(depth * (number % 2), height * number / (2 * teeth)) for number in range(2 * teeth + 1)]
    draw.polygon([*edge, *[(width - x, y) for x, y in reversed(edge)]], fill=255)


_DRAWN: dict[str, Callable[[ImageDraw.ImageDraw, int, int, float], None]] = {
    "rect": _rect,
    "pill": _pill,
    "ellipse": _ellipse,
    "arch": _arch,
    "burst": _burst,
    "ticket": _ticket,
    "tape": _tape,
}
