"""The event's photo in a box: decoded once, cropped around what one looks at, treated to suit the template."""

from functools import lru_cache
from math import ceil

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.adapters.pillow_painter.outlines import SCALE
from core.adapters.studio.developing import decoded
from core.adapters.studio.opening import open_upload
from core.templates.colours import Rgb

_LOOK = 48
"""Side of the little picture in which the centre of interest is sought."""
_DECODED = 2400
"""No flyer needs more of a photo than this on its longer side."""


@lru_cache(maxsize=2)
def decoded_photo(data: bytes) -> Image.Image:
    """The photo as RGB, at most 2400 px a side; raises UnreadablePicture."""
    return decoded(open_upload(data), _DECODED)


@lru_cache(maxsize=16)
def centre_of_interest(data: bytes) -> tuple[float, float]:
    """Where one looks first, in shares of width and height: edges, skin and strong colour count, the rim does not."""
    little = decoded_photo(data).resize((_LOOK, _LOOK), Image.Resampling.BOX)
    edges = little.convert("L").filter(ImageFilter.FIND_EDGES).filter(ImageFilter.GaussianBlur(1.5))
    hue, saturation, value = little.convert("HSV").split()
    skin = Image.eval(hue, lambda tone: 120 if tone < 28 or tone > 240 else 0)
    total = across = down = 1e-6
    values = zip(
        edges.tobytes(), skin.tobytes(), saturation.tobytes(), value.tobytes(), strict=True
    )  # one byte a pixel and band
    for place, (edge, tone, colour, light) in enumerate(values):
        y, x = divmod(place, _LOOK)
        if min(x, y, _LOOK - 1 - x, _LOOK - 1 - y) < 2:
            continue
        weight = edge + (tone if 40 < colour < 190 and light > 60 else 0) + colour / 4
        weight *= weight
        total, across, down = total + weight, across + weight * x, down + weight * y
    return across / total / (_LOOK - 1), down / total / (_LOOK - 1)


@lru_cache(maxsize=3)
def covering(data: bytes, width: int, height: int) -> Image.Image:
    """The photo cropped and scaled to cover `width` x `height`, its centre of interest kept as central as can be."""
    photo = decoded_photo(data)
    scale = min(photo.width / width, photo.height / height)
    wide, tall = width * scale, height * scale
    x, y = centre_of_interest(data)
    left = min(max(x * photo.width - wide / 2, 0), photo.width - wide)
    top = min(max(y * photo.height - tall * 0.45, 0), photo.height - tall)
    return photo.resize((width, height), Image.Resampling.BICUBIC, (left, top, left + wide, top + tall))


def treated(picture: Image.Image, treatment: str, dark: Rgb, light: Rgb, step: float) -> Image.Image:
    """The picture as the template wants it; `dark` and `light` are the ends of a duotone."""
    if treatment == "none":
        return picture
    if treatment == "soft":
        lively = ImageEnhance.Color(ImageOps.autocontrast(picture.reduce(8), cutoff=1)).enhance(1.5)
        small = lively.filter(ImageFilter.GaussianBlur(4))
        return small.resize(picture.size, Image.Resampling.BICUBIC)
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    if treatment == "mono":
        return ImageEnhance.Contrast(grey).enhance(1.15).convert("RGB")
    if treatment == "halftone":
        grey = _halftone(grey, step)
    return ImageOps.colorize(grey, dark, light)


def _halftone(grey: Image.Image, step: float) -> Image.Image:
    """Printed dots: the darker the picture, the larger."""
    width, height = grey.size
    columns, rows = ceil(width / step), ceil(height / step)
    small = grey.resize((columns, rows), Image.Resampling.BOX)
    tones = Image.blend(ImageOps.autocontrast(small, cutoff=2), ImageOps.equalize(small), 0.6).tobytes()
    large = Image.new("L", (width * SCALE, height * SCALE), 255)
    draw = ImageDraw.Draw(large)
    for place, tone in enumerate(tones):
        row, column = divmod(place, columns)
        x, y = (column + 0.5 + 0.5 * (row % 2)) * step * SCALE, (row + 0.5) * step * SCALE
        radius = (1 - tone / 255) ** 0.6 * step * SCALE * 0.68
        if radius > SCALE * 0.6:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return large.reduce(SCALE)
