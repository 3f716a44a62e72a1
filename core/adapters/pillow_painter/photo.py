"""The event's photo in a box: decoded once, cropped around what one looks at, treated to suit the template."""

from math import ceil

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.adapters.pillow_painter.kept import Kept, weight
from core.adapters.pillow_painter.outlines import SCALE
from core.adapters.pillow_painter.prints import print_of
from core.adapters.studio.developing import developed, drafted
from core.adapters.studio.opening import open_upload
from core.templates.colours import Rgb

_LOOK = 48
"""Side of the little picture in which the centre of interest is sought."""
_SPARE = 2
"""What is larger than this many times what it has to cover, as only other files than JPEG come, is made smaller."""

_DECODED: Kept[Image.Image] = Kept("photo.decoded", 24_000_000, weight)
_COVERING: Kept[Image.Image] = Kept("photo.covering", 9_000_000, weight)
_CENTRES: Kept[tuple[float, float]] = Kept("photo.centres", 100_000, lambda centre: 1_000)


def decoded_photo(data: bytes, width: int, height: int) -> Image.Image:
    """The photo as RGB, large enough to cover `width` x `height`, not much larger; raises UnreadablePicture.

    Layouts that a photo read at a half of its size is large enough for share that one.
    """
    opened = drafted(open_upload(data), width, height)
    shrink = max(1, min(opened.size) // (_SPARE * max(width, height)))

    def decode() -> Image.Image:
        photo = developed(opened)
        return photo.reduce(shrink) if shrink > 1 else photo

    return _DECODED.get((print_of(data), opened.size, shrink), decode)


def centre_of_interest(data: bytes, photo: Image.Image) -> tuple[float, float]:
    """Where one looks first, in shares of width and height: edges, skin and strong colour count, the rim does not.

    `photo` is the upload decoded, at whatever size.
    """
    return _CENTRES.get((print_of(data), photo.size), lambda: _centre(photo))


def _centre(photo: Image.Image) -> tuple[float, float]:
    little = photo.resize((_LOOK, _LOOK), Image.Resampling.BOX, reducing_gap=2.0)
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


def covering(data: bytes, width: int, height: int) -> Image.Image:
    """The photo cropped and scaled to cover `width` x `height`, its centre of interest kept as central as can be."""
    return _COVERING.get((print_of(data), width, height), lambda: _cover(data, width, height))


def _cover(data: bytes, width: int, height: int) -> Image.Image:
    photo = decoded_photo(data, width, height)
    scale = min(photo.width / width, photo.height / height)
    wide, tall = width * scale, height * scale
    x, y = centre_of_interest(data, photo)
    left = max(0.0, min(x * photo.width - wide / 2, photo.width - wide))
    top = max(0.0, min(y * photo.height - tall * 0.45, photo.height - tall))
    how = Image.Resampling.HAMMING if scale > 1 else Image.Resampling.BICUBIC
    return photo.resize((width, height), how, (left, top, min(left + wide, photo.width), min(top + tall, photo.height)))


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
