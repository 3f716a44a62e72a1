"""Any picture a phone can make, opened safely: refused in words, upright, one frame, sRGB, no hidden data."""

from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from core.ports.painter import UnreadablePicture

MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 60_000_000
"""Checked on the header, before anything is decoded."""
LEAST_SIDE = 64
LONGEST_SIDE = 4000

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP")
"""A phone's multi-picture JPEG counts as JPEG."""
_SRGB = ImageCms.createProfile("sRGB")

pillow_heif.register_heif_opener()


def open_upload(data: bytes) -> Image.Image:
    """Read the header; raises UnreadablePicture. Nothing is decoded yet."""
    if len(data) > MOST_BYTES:
        raise UnreadablePicture("That file is larger than 40 MB; please send a smaller picture.")
    if data[:1024].lstrip().startswith(b"%PDF"):
        raise UnreadablePicture("That is a PDF; please send the picture itself, as JPEG, PNG, WebP or HEIC.")
    try:
        picture = Image.open(BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadablePicture from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(picture.size)
    if min(picture.size) < LEAST_SIDE:
        raise UnreadablePicture(f"That picture is too small; it needs at least {LEAST_SIDE} pixels on each side.")
    return picture


def _too_large(size: tuple[int, int] | None = None) -> UnreadablePicture:
    seen = f" ({size[0]} x {size[1]} pixels)" if size else ""
    return UnreadablePicture(f"That picture is too large{seen}; please send one of at most 60 megapixels.")


def decoded(picture: Image.Image, longest: int = LONGEST_SIDE) -> Image.Image:
    """The first frame, upright and sRGB, at most `longest` px a side; raises UnreadablePicture when it is broken."""
    try:
        picture.draft("RGB", (longest, longest))
        picture.load()
        if max(picture.size) > longest:
            picture.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2.0)
        return _srgb(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, ImageCms.PyCMSError) as error:
        raise UnreadablePicture(
            "That picture is damaged or was only sent in part; please send it once more."
        ) from error


def _srgb(picture: Image.Image) -> Image.Image:
    profile: Any = picture.info.get("icc_profile")
    flat = _flattened(picture)
    if not profile:
        return flat.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(flat, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return flat.convert("RGB")  # a profile nobody can read: the plain conversion is what viewers show, too
    return converted if converted is not None else flat.convert("RGB")


def _flattened(picture: Image.Image) -> Image.Image:
    """Without transparency (white shows through) and with 8 bits a channel."""
    if picture.mode.startswith(("I", "F")):
        low, high = picture.convert("F").getextrema()
        span = float(high) - float(low) or 1.0  # type: ignore[arg-type]  # one band gives two numbers
        return picture.convert("F").point(lambda value: (value - low) * (255 / span)).convert("L")
    if picture.mode == "P" or picture.has_transparency_data:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture


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
