"""Photos for flyers, and small pictures of large ones, both as the studio opens them."""

from io import BytesIO

from PIL import Image

from core.adapters.studio.developing import decoded
from core.adapters.studio.opening import LEAST_SIDE, open_upload
from core.ports.media import PictureKind


def prepare(data: bytes) -> bytes:
    """An upright sRGB JPEG of at most 4000 px a side, without place or camera; raises UnreadablePicture."""
    out = BytesIO()
    decoded(open_upload(data)).save(out, "JPEG", quality=92)
    return out.getvalue()


_FORMATS: dict[PictureKind, str] = {"jpg": "JPEG", "webp": "WEBP"}


def smaller(data: bytes, width: int, kind: PictureKind = "jpg") -> bytes:
    """A picture of quality 85 and `width` px, never enlarged; raises UnreadablePicture."""
    picture = open_upload(data)
    height = max(1, round(picture.height * width / picture.width))
    full = decoded(picture, max(width, height, LEAST_SIDE) * 2)
    if full.width > width:
        tall = max(1, round(full.height * width / full.width))
        full = full.resize((width, tall), Image.Resampling.LANCZOS)
    out = BytesIO()
    full.save(out, _FORMATS[kind], quality=85)
    return out.getvalue()
