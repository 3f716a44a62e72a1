"""Logos and QR codes: marks that must be seen as their owner means them."""

from functools import lru_cache

import segno
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from core.adapters.studio.opening import open_upload
from core.ports.painter import UnreadablePicture
from core.templates.colours import Rgb, contrast

_VISIBLE = 1.6
"""Contrast below which a mark drowns in its ground."""
_DROWNED = 0.3
"""Share of a mark's edge that may drown before something is done about it."""
_LOOK = 96
"""Longest side of the little picture in which the edge is looked at."""
_ONE_COLOUR = 28.0
"""Spread of its channels up to which a mark counts as one-coloured."""


@lru_cache(maxsize=16)
def opened_logo(data: bytes) -> Image.Image:
    """The logo as RGBA without empty rim; raises UnreadablePicture."""
    picture = open_upload(data, least=1)
    try:
        logo = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePicture("I can't read the logo; please send it as PNG or JPEG.") from error
    drawn = logo.getchannel("A").point([0] * 16 + [255] * 240).getbbox()
    return logo.crop(drawn) if drawn else logo


def fitted_logo(data: bytes, width: int, height: int) -> Image.Image:
    """The logo as large as the box allows."""
    return ImageOps.contain(opened_logo(data), (max(1, width), max(1, height)), Image.Resampling.LANCZOS)


def drowns(logo: Image.Image, behind: Image.Image) -> bool:
    """Whether too much of the mark's edge could hardly be told from what is behind it; both have one size."""
    little = ImageOps.contain(logo, (_LOOK, _LOOK), Image.Resampling.BOX) if max(logo.size) > _LOOK else logo
    under = behind.convert("RGB").resize(little.size, Image.Resampling.BOX).tobytes()
    alpha = little.getchannel("A")
    half = max(1, span(alpha)[1] // 2)
    drawn = ImageOps.expand(alpha.point([0] * half + [255] * (256 - half)), 1, 0)
    inner = drawn.filter(ImageFilter.MinFilter(3))
    edge = ImageChops.subtract(drawn, inner).crop((1, 1, little.width + 1, little.height + 1))
    over = little.convert("RGB").tobytes()
    places = [3 * place for place, value in enumerate(edge.tobytes()) if value]
    lost = sum(contrast(_at(over, place), _at(under, place)) < _VISIBLE for place in places)
    return lost > _DROWNED * len(places)


def span(band: Image.Image) -> tuple[int, int]:
    """Lowest and highest value of a picture with one band."""
    values = [value for value, count in enumerate(band.histogram()) if count]
    return values[0], values[-1]


def _at(pixels: bytes, place: int) -> Rgb:
    return pixels[place], pixels[place + 1], pixels[place + 2]


def one_coloured(logo: Image.Image) -> bool:
    """Whether the mark is a silhouette that may take another colour."""
    return logo.getchannel("A").getextrema() != (255, 255) and _mean(logo)[1] <= _ONE_COLOUR


def _mean(logo: Image.Image) -> tuple[Rgb, float]:
    """Mean colour of what is drawn, and the largest spread of its channels."""
    drawn = ImageStat.Stat(logo.convert("RGB"), logo.getchannel("A").point([0] * 128 + [255] * 128))
    return (round(drawn.mean[0]), round(drawn.mean[1]), round(drawn.mean[2])), max(drawn.stddev)


def shape_of(data: bytes) -> float:
    """Width by height of what is drawn; raises UnreadablePicture."""
    logo = opened_logo(data)
    return logo.width / logo.height


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
