"""Any picture a phone can make, opened safely: hostile and huge ones are refused in words, before they are decoded."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms, UnidentifiedImageError

from core.adapters.studio.sniffing import refusal
from core.ports.painter import UnreadablePicture

MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 60_000_000
"""Checked on the header, before anything is decoded."""
LEAST_SIDE = 64

_PLAIN = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
"""What Pillow reads by itself. A phone's multi-picture JPEG counts as JPEG."""

BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, RuntimeError, ImageCms.PyCMSError)
"""What Pillow's readers raise, each its own, for a file that makes no sense."""


@contextmanager
def whole() -> Iterator[None]:
    """Around whatever reads on in an opened picture; raises UnreadablePicture when it turns out to be broken."""
    try:
        yield
    except BROKEN as error:
        told = "That picture is damaged or was only sent in part; please send it once more."
        raise UnreadablePicture(told) from error


def open_upload(data: bytes, least: int = LEAST_SIDE) -> Image.Image:
    """Read the header; raises UnreadablePicture. Nothing is decoded yet. `least`: pixels of the shorter side."""
    if len(data) > MOST_BYTES:
        raise UnreadablePicture("That file is larger than 40 MB; please send a smaller picture.")
    if told := refusal(data):
        raise UnreadablePicture(told)
    try:
        picture = _opened(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except BROKEN as error:
        raise UnreadablePicture from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(picture.size)
    if min(picture.size) < least:
        raise UnreadablePicture(f"That picture is too small; it needs at least {least} pixels on each side.")
    return picture


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=_PLAIN)
    except UnidentifiedImageError:
        _learn_heif()
        return Image.open(BytesIO(data), formats=("HEIF",))


@cache
def _learn_heif() -> None:
    """Once, and only where somebody sends one: the decoder takes 8 MB."""
    import pillow_heif

    pillow_heif.register_heif_opener()


def _too_large(size: tuple[int, int] | None = None) -> UnreadablePicture:
    seen = f" ({size[0]} x {size[1]} pixels)" if size else ""
    return UnreadablePicture(f"That picture is too large{seen}; please send one of at most 60 megapixels.")
