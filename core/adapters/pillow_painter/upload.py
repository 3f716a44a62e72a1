"""Photos for flyers, and small pictures of large ones, both as the studio opens them."""

from io import BytesIO

from PIL import Image

from core.adapters.studio.developing import decoded
from core.adapters.studio.opening import LEAST_SIDE, open_upload


def prepare(data: bytes) -> bytes:
    """An upright sRGB JPEG of at most 4000 px a side, without place or camera; raises UnreadablePicture."""
    out = BytesIO()
    decoded(open_upload(data)).save(out, "JPEG", quality=92)
    return out.getvalue()


def smaller(data: bytes, width: int) -> bytes:
    """A JPEG of quality 85 and `width` px, never enlarged; raises UnreadablePicture."""
    picture = open_upload(data)
    height = max(1, round(picture.height * width / picture.width))
    full = decoded(picture, max(width, height, LEAST_SIDE) * 2)
    if full.width > width:
        tall = max(1, round(full.height * width / full.width))
        full = full.resize((width, tall), Image.Resampling.LANCZOS)
    out = BytesIO()
    full.save(out, "JPEG", quality=85)
    return out.getvalue()
