"""Contact sheets: many flyers on one picture, to be looked at together."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face

_GAP, _CAPTION = 24, 40


def contact_sheet(rows: Sequence[tuple[str, Sequence[bytes]]], height: int = 480, across: int = 1) -> bytes:
    """A JPEG with one captioned row of pictures each (every picture `height` px high), `across` rows side by side."""
    strips = [_strip(name, pictures, height) for name, pictures in rows]
    wide, tall = max(strip.width for strip in strips), strips[0].height
    sheet = Image.new("RGB", (wide * across, tall * -(-len(strips) // across)), "#202024")
    for place, strip in enumerate(strips):
        sheet.paste(strip, (place % across * wide, place // across * tall))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=88)
    return out.getvalue()


def _strip(name: str, pictures: Sequence[bytes], height: int) -> Image.Image:
    opened = [Image.open(BytesIO(picture)) for picture in pictures]
    small = [
        each.resize((round(each.width * height / each.height), height), Image.Resampling.LANCZOS) for each in opened
    ]
    strip = Image.new("RGB", (sum(each.width + _GAP for each in small) + _GAP, height + _CAPTION + _GAP), "#202024")
    with TYPE_LOCK:
        ImageDraw.Draw(strip).text((_GAP, 12), name, fill="#d8d8e0", font=open_font(face("inter-bold"), 20))
    x = _GAP
    for each in small:
        strip.paste(each, (x, _CAPTION))
        x += each.width + _GAP
    return strip
