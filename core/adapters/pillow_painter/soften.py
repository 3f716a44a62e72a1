"""Blurring a mask into a larger one, fast for large radii."""

from math import ceil

from PIL import Image, ImageFilter

_ENOUGH = 2.5
"""A mask is blurred smaller as long as the radius there stays above this many pixels: no eye sees the difference."""


def soften(mask: Image.Image, radius: float, pad: int) -> Image.Image:
    """`mask` blurred with `radius` px, `pad` px larger on every side."""
    shrink = next((by for by in (16, 8, 4, 2) if radius / by >= _ENOUGH), 1)
    size = (mask.width + 2 * pad, mask.height + 2 * pad)
    wide = Image.new("L", (ceil(size[0] / shrink) * shrink, ceil(size[1] / shrink) * shrink))
    wide.paste(mask, (pad, pad))
    small = wide.reduce(shrink) if shrink > 1 else wide
    soft = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    full = soft.resize(wide.size, Image.Resampling.BICUBIC) if shrink > 1 else soft
    return full.crop((0, 0, *size))
