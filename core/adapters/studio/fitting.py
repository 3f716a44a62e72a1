"""A picture in another ratio: nothing is cut off, what is missing shows a dark blur of the picture itself."""

from fractions import Fraction

from PIL import Image, ImageEnhance, ImageFilter

from core.adapters.studio.developing import decoded
from core.adapters.studio.opening import open_upload
from core.adapters.studio.pictures import NARROWEST, WIDEST, encoded, picture_facts
from core.ports.studio import Prepared

_COARSE = 8
"""The ground is blurred at an eighth of the size: nobody sees a difference, and it takes a sixty-fourth of the time."""
_BLUR = 0.05
"""Radius as a share of the longer side."""
_DARK = 0.6
_COARSEST_STEP = 200
"""Pixels; a ratio of larger numbers is met as well as whole pixels can."""


def fitted(jpeg: bytes, ratio: float) -> Prepared:
    """The picture in exactly this ratio (width by height); raises UnreadablePicture."""
    picture = decoded(open_upload(jpeg))
    size = canvas_size(picture.size, ratio)
    shrink = min(size[0] / picture.width, size[1] / picture.height)
    inner = (min(size[0], round(picture.width * shrink)), min(size[1], round(picture.height * shrink)))
    if inner == size == picture.size:
        return Prepared(jpeg, picture_facts(jpeg))
    canvas = _ground(picture, size)
    sharp = picture if inner == picture.size else picture.resize(inner, Image.Resampling.LANCZOS)
    canvas.paste(sharp, ((size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2))
    data, _ = encoded(canvas)
    notes = () if inner == size else (_told(inner, size),)
    return Prepared(data, picture_facts(data), notes)


def canvas_size(size: tuple[int, int], ratio: float) -> tuple[int, int]:
    """The least canvas of this ratio that holds a picture, 320 to 1440 px wide; whole multiples of the ratio."""
    needed = min(max(size[0], size[1] * ratio, NARROWEST), WIDEST)
    exact = Fraction(ratio).limit_denominator(1000)
    if exact.numerator > _COARSEST_STEP:
        return round(needed), max(1, round(needed / ratio))
    times = min(-(-round(needed) // exact.numerator), WIDEST // exact.numerator)
    return times * exact.numerator, times * exact.denominator


def _ground(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture itself, filling the canvas, coarse, blurred and dark."""
    small = (max(1, size[0] // _COARSE), max(1, size[1] // _COARSE))
    grow = max(small[0] / picture.width, small[1] / picture.height)
    filling = (max(small[0], round(picture.width * grow)), max(small[1], round(picture.height * grow)))
    left, top = (filling[0] - small[0]) // 2, (filling[1] - small[1]) // 2
    coarse = picture.resize(filling, Image.Resampling.BOX).crop((left, top, left + small[0], top + small[1]))
    soft = coarse.filter(ImageFilter.GaussianBlur(max(small) * _BLUR))
    return ImageEnhance.Brightness(soft).enhance(_DARK).resize(size, Image.Resampling.BICUBIC)


def _told(inner: tuple[int, int], size: tuple[int, int]) -> str:
    where = "above and below" if inner[0] == size[0] else "left and right"
    return f"Bars added {where}; nothing was cut off."
