"""Whether text can be read on what is behind it, by the measure of WCAG, and what to do where it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import cast

from PIL import Image

from core.adapters.pillow_painter.effects import Fill, stamp
from core.adapters.pillow_painter.soften import soften
from core.templates.colours import (
    BLACK,
    LARGE_TEXT,
    SMALL_TEXT,
    WHITE,
    Rgb,
    Tint,
    contrast,
    contrast_of_luminance,
    luminance,
    luminances,
    mix,
)
from core.templates.layout.boxes import Box

Bands = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
LARGE_FROM = 54.0
"""Letters of this size on 1080 px are what WCAG calls large once shown on a phone (bold from 14 pt)."""
_LOOK = (20, 8)
"""Samples taken behind a line, across and down."""
_LARGE = 100_000
"""Square pixels from which on it pays to look in two steps."""
_EDGE = 0.08
"""Share of the brightest and darkest samples that may be outliers."""
_WELL = 1.5
"""How much more than needed a veil's own colour must contrast, as it is never laid on fully."""
_FLAT = 0.04
"""Spread of luminance up to which a ground counts as one colour."""


@dataclass(frozen=True)
class Ground:
    """What lies behind a text: luminance of its darker and lighter parts, and its mean colour."""

    dark: float
    light: float
    mean: Rgb

    @property
    def flat(self) -> bool:
        return self.light - self.dark <= _FLAT

    def contrast(self, colour: Rgb) -> float:
        """Contrast of `colour` against the part of the ground where it stands out least."""
        own = luminance(colour)
        if self.dark < own < self.light:
            return 1.0
        return min(contrast_of_luminance(own, self.dark), contrast_of_luminance(own, self.light))


def ground(canvas: Image.Image, box: Box) -> Ground:
    """Look at what is behind a box; the part of it off the canvas does not count."""
    little = _look(canvas, box)
    return _ground(little) if little else Ground(0.0, 0.0, BLACK)


def all_stand_out(canvas: Image.Image, boxes: Sequence[Box], tint: Tint, least: float) -> bool:
    """Whether a colour has at least so much contrast to what is behind every box."""
    if tint.alpha == 1 and len(boxes) > 2 and _limits(_area(canvas, boxes)).contrast(tint.rgb) >= least:
        return True
    return all(stands_out(canvas, box, tint, least) for box in boxes)


def _area(canvas: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """All that lies between boxes, in pixels no larger than those in which each is looked at."""
    left, top = max(0, floor(min(box.left for box in boxes))), max(0, floor(min(box.top for box in boxes)))
    right = min(canvas.width, ceil(max(box.right for box in boxes)))
    bottom = min(canvas.height, ceil(max(box.bottom for box in boxes)))
    if right - left < 1 or bottom - top < 1:
        return Image.new("RGB", (1, 1))
    shrink = max(1, int(min(box.height for box in boxes) / _LOOK[1]))
    return canvas.reduce(shrink, (left, top, right, bottom))


def mean_colour(canvas: Image.Image, box: Box) -> Rgb:
    """What is behind a box as one colour; black off the canvas."""
    little = _look(canvas, box)
    return cast(Rgb, little.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))) if little else BLACK


def stands_out(canvas: Image.Image, box: Box, tint: Tint, least: float) -> bool:
    """Whether a colour has at least so much contrast to what is behind a box."""
    little = _look(canvas, box) or Image.new("RGB", (1, 1))
    if tint.alpha == 1 and _limits(little).contrast(tint.rgb) >= least:
        return True
    behind = _ground(little)
    return behind.contrast(seen(tint, behind)) >= least


def _look(canvas: Image.Image, box: Box) -> Image.Image | None:
    """What is behind a box as a few pixels; None when all of it is off the canvas."""
    left, top = max(0, round(box.left)), max(0, round(box.top))
    right, bottom = min(canvas.width, round(box.right)), min(canvas.height, round(box.bottom))
    if right - left < 1 or bottom - top < 1:
        return None
    size = (min(_LOOK[0], right - left), min(_LOOK[1], bottom - top))
    gap = 2.0 if (right - left) * (bottom - top) > _LARGE else None
    return canvas.resize(size, Image.Resampling.BOX, (left, top, right, bottom), gap)


def _limits(little: Image.Image) -> Ground:
    """No part of the ground is darker or lighter than this; found at once, and mostly enough to know."""
    (red, reds), (green, greens), (blue, blues) = cast(Bands, little.getextrema())
    return Ground(luminance((red, green, blue)), luminance((reds, greens, blues)), BLACK)


def _ground(little: Image.Image) -> Ground:
    data = little.tobytes()
    reds, greens, blues = data[::3], data[1::3], data[2::3]
    lights = luminances(reds, greens, blues)
    lights.sort()
    cut, count = int(len(lights) * _EDGE), len(lights)
    return Ground(lights[cut], lights[-1 - cut], (sum(reds) // count, sum(greens) // count, sum(blues) // count))


def needed(size: float) -> float:
    """Contrast that letters of `size` px on a 1080 px wide canvas need."""
    return LARGE_TEXT if size >= LARGE_FROM else SMALL_TEXT


def seen(tint: Tint, behind: Ground) -> Rgb:
    """The colour a translucent text really has on its ground."""
    return mix(behind.mean, tint.rgb, tint.alpha)


def shade(canvas: Image.Image, box: Box, colour: Rgb, size: float, *veils: Rgb) -> None:
    """Lay a soft veil behind a line, just strong enough that `colour` can be read.

    The first of `veils` on which the colour reads well is used, black or white where none does.
    """
    fitting = (veil for veil in veils if contrast(colour, veil) > _WELL * needed(size))
    veil = next(fitting, BLACK if luminance(colour) > 0.18 else WHITE)
    spread = max(10.0, size * 0.3)
    area = box.grown(spread * 0.7)
    pad = round(spread * 2)
    core = Image.new("L", (max(1, round(area.width)), max(1, round(area.height))), 255)
    mask = soften(core, spread * 0.6, pad)
    corner = (round(area.left) - pad, round(area.top) - pad)
    clean = canvas.copy()
    for step in range(1, 11):
        canvas.paste(clean)
        stamp(canvas, mask, corner, Fill(Tint(veil, step / 10)))
        if ground(canvas, box).contrast(colour) >= needed(size):
            return
