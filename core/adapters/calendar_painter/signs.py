"""The signs before the lines of a calendar, each with a shape of its own."""

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from core.ports.calendars import Sign

SMOOTH = 4
Draw = ImageDraw.ImageDraw


@lru_cache(maxsize=64)
def sign_mask(sign: Sign, size: int) -> Image.Image:
    side = size * SMOOTH
    mask = Image.new("L", (side, side), 0)
    _SHAPES[sign](ImageDraw.Draw(mask), side)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _star(draw: Draw, side: int) -> None:
    middle, reach = side / 2, side * 0.5
    points = []
    for corner in range(10):
        far = reach if corner % 2 == 0 else reach * 0.44
        turn = -pi / 2 + corner * pi / 5
        points.append((middle + far * cos(turn), middle + 0.03 * side + far * sin(turn)))
    draw.polygon(points, fill=255)


def _three_dots(draw: Draw, side: int) -> None:
    for place in (0.16, 0.5, 0.84):
        _dot(draw, side * place, side / 2, side * 0.12)


def _ring(draw: Draw, side: int) -> None:
    draw.ellipse((side * 0.08, side * 0.08, side * 0.92, side * 0.92), outline=255, width=round(side * 0.15))


def _disc(draw: Draw, side: int) -> None:
    _dot(draw, side / 2, side / 2, side * 0.42)


def _tick(draw: Draw, side: int) -> None:
    points = [(side * 0.1, side * 0.54), (side * 0.4, side * 0.82), (side * 0.92, side * 0.2)]
    draw.line(points, fill=255, width=round(side * 0.18), joint="curve")


def _bars(draw: Draw, side: int) -> None:
    for left in (0.2, 0.6):
        draw.rounded_rectangle(
            (side * left, side * 0.12, side * (left + 0.2), side * 0.88), round(side * 0.06), fill=255
        )


def _cross(draw: Draw, side: int) -> None:
    wide = round(side * 0.16)
    draw.line((side * 0.16, side * 0.16, side * 0.84, side * 0.84), fill=255, width=wide)
    draw.line((side * 0.84, side * 0.16, side * 0.16, side * 0.84), fill=255, width=wide)


def _warning(draw: Draw, side: int) -> None:
    draw.polygon([(side * 0.5, side * 0.05), (side * 0.99, side * 0.93), (side * 0.01, side * 0.93)], fill=255)
    draw.rectangle((side * 0.44, side * 0.34, side * 0.56, side * 0.64), fill=0)
    _dot(draw, side / 2, side * 0.77, side * 0.075, fill=0)


def _dot(draw: Draw, x: float, y: float, radius: float, fill: int = 255) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


_SHAPES: dict[Sign, Callable[[Draw, int], None]] = {
    Sign.EVENT: _star,
    Sign.DRAFTING: _three_dots,
    Sign.WAITING: _ring,
    Sign.QUEUED: _disc,
    Sign.LIVE: _tick,
    Sign.HELD: _bars,
    Sign.DROPPED: _cross,
    Sign.TROUBLE: _warning,
}
