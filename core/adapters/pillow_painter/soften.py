"""Blurring a mask into a larger one, fast for large radii."""

from functools import lru_cache
from math import ceil

from PIL import Image, ImageFilter

_SHRINKS = ((40, 16), (16, 8), (5, 4), (2.5, 2))
"""From which radius on a mask is blurred how much smaller: within 41 dB of the true blur, which no eye sees."""


def scaled(mask: Image.Image, by: float) -> Image.Image:
    """A mask with every value multiplied by `by`, at most 255."""
    return mask if by == 1 else mask.point(_times(by))


@lru_cache(maxsize=256)
def _times(by: float) -> list[int]:
    return [min(255, round(value * by)) for value in range(256)]


def soften(mask: Image.Image, radius: float, pad: int, strength: float = 1.0) -> Image.Image:
    """`mask` blurred with `radius` px, `pad` px larger on every side, every value times `strength` (at most 255)."""
    shrink = next((by for least, by in _SHRINKS if radius >= least), 1)
    size = (mask.width + 2 * pad, mask.height + 2 * pad)
    soft = _shrunk(mask, shrink, pad, size).filter(ImageFilter.GaussianBlur(radius / shrink))
    soft = scaled(soft, strength)
    if shrink == 1:
        return soft
    return soft.resize(size, Image.Resampling.BILINEAR, (0, 0, size[0] / shrink, size[1] / shrink))


def _shrunk(mask: Image.Image, shrink: int, pad: int, size: tuple[int, int]) -> Image.Image:
    """The mask made smaller with its pad around it: only what is drawn is worked on."""
    small = Image.new("L", (ceil(size[0] / shrink), ceil(size[1] / shrink)))
    if shrink > 1:
        lead = pad % shrink
        wide, tall = (ceil((side + lead) / shrink) * shrink for side in mask.size)
        evened = Image.new("L", (wide, tall))
        evened.paste(mask, (lead, lead))
        mask = evened.reduce(shrink)
    small.paste(mask, (pad // shrink, pad // shrink))
    return small
