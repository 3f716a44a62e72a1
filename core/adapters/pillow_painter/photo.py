"""The event's photo in a box: decoded once, cropped around what one looks at, treated to suit the template."""

from math import ceil

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.adapters.pillow_painter.interest import Interest, crop_box, interest_of
from core.adapters.pillow_painter.kept import Kept, weight
from core.adapters.pillow_painter.outlines import SCALE
from core.adapters.pillow_painter.prints import print_of
from core.adapters.studio.developing import developed, drafted
from core.adapters.studio.opening import open_upload
from core.templates.colours import Rgb

_SPARE = 2
"""What is larger than this many times what it has to cover, as only other files than JPEG come, is made smaller."""

_DECODED: Kept[Image.Image] = Kept("photo.decoded", 12_500_000, weight)
_COVERING: Kept[Image.Image] = Kept("photo.covering", 9_000_000, weight)
_INTERESTS: Kept[Interest] = Kept("photo.interests", 400_000, lambda interest: 4_000)


def decoded_photo(data: bytes, width: int, height: int) -> Image.Image:
    """The photo as RGB, large enough to cover `width` x `height`, not much larger; raises UnreadablePicture.

    Layouts that a photo read at a half of its size is large enough for share that one.
    """
    opened = drafted(open_upload(data), width, height)
    shrink = max(1, min(opened.size) // (_SPARE * max(width, height)))

    def decode() -> Image.Image:
        photo = developed(opened)
        return photo.reduce(shrink) if shrink > 1 else photo

    room = 4 * opened.width * opened.height  # two photos at once would be the most a painter ever holds
    return _DECODED.get((print_of(data), opened.size, shrink), decode, room)


def interest(data: bytes, photo: Image.Image) -> Interest:
    """What there is to see in the photo, which is the upload decoded at whatever size."""
    return _INTERESTS.get((print_of(data), photo.size), lambda: interest_of(photo))


def covering(data: bytes, width: int, height: int) -> Image.Image:
    """The photo cropped and scaled to cover `width` x `height`, what there is to see kept whole and central."""
    return _COVERING.get((print_of(data), width, height), lambda: _cover(data, width, height), 4 * width * height)


def _cover(data: bytes, width: int, height: int) -> Image.Image:
    photo = decoded_photo(data, width, height)
    box = crop_box(photo.size, interest(data, photo), width, height)
    how = Image.Resampling.HAMMING if box[2] - box[0] > width else Image.Resampling.BICUBIC
    return photo.resize((width, height), how, box)


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
