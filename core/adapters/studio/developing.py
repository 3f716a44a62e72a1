"""An opened picture decoded: the first frame, upright, in the colours of screens; painter and studio share it."""

from PIL import ExifTags, Image, ImageOps

from core.adapters.studio.colours import to_srgb
from core.adapters.studio.opening import whole

LONGEST_SIDE = 4000
_ON_ITS_SIDE = (5, 6, 7, 8)
"""EXIF orientations of a picture that is turned by a quarter."""


def decoded(picture: Image.Image, longest: int = LONGEST_SIDE) -> Image.Image:
    """The first frame, upright and sRGB, at most `longest` px a side; raises UnreadablePicture when it is broken."""
    with whole():
        picture.draft("RGB", (longest, longest))
        picture.load()
        if max(picture.size) > longest:
            picture.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2.0)
        return _upright(picture)


def drafted(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture itself, to be read no larger than it takes to cover so many pixels upright.

    A JPEG is read at a half, a quarter or an eighth of its size; other files come whole. Nothing is decoded yet.
    """
    with whole():
        aside = picture.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE
        picture.draft("RGB", (height, width) if aside else (width, height))
    return picture


def developed(picture: Image.Image) -> Image.Image:
    """The first frame, upright and sRGB; raises UnreadablePicture when it is broken."""
    with whole():
        picture.load()
        return _upright(picture)


def _upright(picture: Image.Image) -> Image.Image:
    ImageOps.exif_transpose(picture, in_place=True)
    return to_srgb(picture)
