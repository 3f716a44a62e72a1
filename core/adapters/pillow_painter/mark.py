"""Logos and QR codes: marks that must be seen as their owner means them."""

from functools import lru_cache

import segno
from PIL import Image, ImageOps, ImageStat

from core.adapters.studio.opening import open_upload
from core.ports.painter import UnreadablePicture
from core.templates.colours import Rgb, contrast

_VISIBLE = 1.9
"""Contrast below which a mark drowns in its ground."""
_ONE_COLOUR = 28.0
"""Spread of its channels up to which a mark counts as one-coloured."""


@lru_cache(maxsize=16)
def opened_logo(data: bytes) -> Image.Image:
    """The logo as RGBA without empty rim; raises UnreadablePicture."""
    picture = open_upload(data)
    try:
        logo = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePicture("I can't read the logo; please send it as PNG or JPEG.") from error
    drawn = logo.getchannel("A").point([0] * 16 + [255] * 240).getbbox()
    return logo.crop(drawn) if drawn else logo


def fitted_logo(data: bytes, width: int, height: int) -> Image.Image:
    """The logo as large as the box allows."""
    return ImageOps.contain(opened_logo(data), (max(1, width), max(1, height)), Image.Resampling.LANCZOS)


def drowns(logo: Image.Image, ground: Rgb) -> bool:
    """Whether the mark could hardly be seen on `ground`."""
    return contrast(_mean(logo)[0], ground) < _VISIBLE


def one_coloured(logo: Image.Image) -> bool:
    """Whether the mark is a silhouette that may take another colour."""
    return logo.getchannel("A").getextrema() != (255, 255) and _mean(logo)[1] <= _ONE_COLOUR


def _mean(logo: Image.Image) -> tuple[Rgb, float]:
    """Mean colour of what is drawn, and the largest spread of its channels."""
    drawn = ImageStat.Stat(logo.convert("RGB"), logo.getchannel("A").point([0] * 128 + [255] * 128))
    return (round(drawn.mean[0]), round(drawn.mean[1]), round(drawn.mean[2])), max(drawn.stddev)


def recoloured(logo: Image.Image, ink: Rgb) -> Image.Image:
    """The silhouette in another colour."""
    mark = Image.new("RGBA", logo.size, (*ink, 0))
    mark.putalpha(logo.getchannel("A"))
    return mark


@lru_cache(maxsize=16)
def qr_mask(link: str, side: int) -> Image.Image:
    """Modules of a QR code as a mask of `side` px, without the quiet zone around it."""
    rows = segno.make(link, error="m", micro=False).matrix
    modules = Image.frombytes("L", (len(rows), len(rows)), bytes(255 * module for row in rows for module in row))
    return modules.resize((side, side), Image.Resampling.NEAREST)
