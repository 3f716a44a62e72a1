"""An opened picture decoded: the first frame, upright, in the colours of screens; painter and studio share it."""

from PIL import Image, ImageOps

from core.adapters.studio.colours import to_srgb
from core.adapters.studio.opening import whole

LONGEST_SIDE = 4000


def decoded(picture: Image.Image, longest: int = LONGEST_SIDE) -> Image.Image:
    """The first frame, upright and sRGB, at most `longest` px a side; raises UnreadablePicture when it is broken."""
    with whole():
        picture.draft("RGB", (longest, longest))
        picture.load()
        if max(picture.size) > longest:
            picture.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2.0)
        return to_srgb(ImageOps.exif_transpose(picture))
