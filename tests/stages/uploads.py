"""Files that people send: a good photo, a broken one, and one that is no picture."""

import base64
import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
NO_PICTURE = b"PK\x03\x04 a spreadsheet, whatever its name says"
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def photo() -> bytes:
    """A picture with something in it."""
    picture = Image.linear_gradient("L").resize((900, 1200)).convert("RGB")
    picture.paste((255, 80, 0), (200, 300, 700, 800))
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def logo() -> bytes:
    """A mark in strong lime on nothing, with wide empty margins."""
    mark = Image.new("RGBA", (900, 500))
    draw = ImageDraw.Draw(mark)
    draw.rounded_rectangle((200, 180, 700, 320), 40, fill="#c6ff00")
    draw.rectangle((260, 220, 640, 280), fill="#101010")
    out = BytesIO()
    mark.save(out, "PNG")
    return out.getvalue()


def photos(count: int, size: tuple[int, int] = (900, 1125)) -> list[bytes]:
    """Pictures that can be told from each other."""
    return [_coloured((60 * number % 256, 40, 160), size) for number in range(1, count + 1)]


def _coloured(colour: tuple[int, int, int], size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=90)
    return out.getvalue()


def broken_jpeg() -> bytes:
    """A photo of which only the first half arrived."""
    whole = photo()
    return whole[: len(whole) // 2]


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 100 megapixels large."""
    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def as_file(name: str, data: bytes) -> dict[str, Any]:
    """How the control of Slack takes files."""
    return {"name": name, "base64": base64.b64encode(data).decode()}


def is_video(data: bytes) -> bool:
    """Whether these are the bytes of an MP4 or MOV."""
    return data[4:8] == b"ftyp"


def as_files(files: Iterable[bytes]) -> list[dict[str, Any]]:
    """Several of them, named for what they are."""
    return [as_file(f"file-{number}.{_ending(data)}", data) for number, data in enumerate(files, start=1)]


def _ending(data: bytes) -> str:
    if is_video(data):
        return "mp4"
    return "png" if data.startswith(b"\x89PNG") else "svg" if b"<svg" in data[:200] else "jpg"
