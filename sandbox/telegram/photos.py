"""What the platform makes of a picture: a list of JPEGs from small to large, or a refusal."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.telegram.refusal import bad_request

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDES_TOGETHER = 10_000
STEEPEST_RATIO = 20
BOXES = (90, 320, 800, 1280)
"""The longer side of each size that is offered, in pixels."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITY = 87


@dataclass(frozen=True)
class Picture:
    """One size of a photo, a JPEG."""

    width: int
    height: int
    jpeg: bytes


def picture_sizes(data: bytes) -> list[Picture]:
    """The sizes of an uploaded photo, smallest first. Burns CPU: call it in a thread. Raises Refusal."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > MOST_BYTES:
        raise bad_request("file is too big")
    upright = _opened(data)
    longest = max(upright.size)
    boxes = [box for box in BOXES if box < longest]
    return [_fitted(upright, box) for box in (boxes if longest > BOXES[-1] else [*boxes, longest])]


def _opened(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            width, height = image.size
            too_steep = max(width, height) > STEEPEST_RATIO * min(width, height)
            if width + height > LONGEST_SIDES_TOGETHER or too_steep:
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            image.load()
            return _on_white(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise bad_request("PHOTO_INVALID_DIMENSIONS") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return image.convert("RGB")
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


def _fitted(image: Image.Image, box: int) -> Picture:
    scale = box / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    fitted = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=_QUALITY)
    return Picture(fitted.width, fitted.height, out.getvalue())
