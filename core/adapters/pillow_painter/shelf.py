"""Designs to pick from: several on one sheet with numbers that are read on a phone, or one in all its layouts."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face

WIDTH = 1200
GAP = 16
GROUND, PAPER, INK = "#1b1a20", "#ffffff", "#141318"
DISC, BAND = 76, 96
"""Of a number, and the strip beneath a picture that it stands in."""
COLUMNS = 3
SMOOTH = 4
"""Discs are drawn this much larger and made smaller, so that their edges are smooth."""
TALL = 900
"""Height of designs that stand side by side."""


def numbered(pictures: Sequence[bytes]) -> bytes:
    """A baseline JPEG of up to six pictures in rows of three, each above its number from 1. Same in, same out."""
    opened = [_open(picture) for picture in pictures]
    columns = 2 if len(opened) == 4 else min(COLUMNS, len(opened))
    wide = (WIDTH - GAP * (COLUMNS + 1)) // COLUMNS
    small = [each.resize((wide, round(wide * each.height / each.width)), Image.Resampling.LANCZOS) for each in opened]
    tall = max(each.height for each in small) + BAND
    rows = -(-len(small) // columns)
    sheet = Image.new("RGB", (wide * columns + GAP * (columns + 1), tall * rows + GAP * (rows + 1)), GROUND)
    for place, picture in enumerate(small):
        row, column = divmod(place, columns)
        left, top = GAP + column * (wide + GAP), GAP + row * (tall + GAP)
        sheet.paste(picture, (left, top))
        _number(sheet, (left + wide // 2, top + tall - BAND // 2), str(place + 1))
    return _jpeg(sheet)


def side_by_side(pictures: Sequence[bytes]) -> bytes:
    """A baseline JPEG of one design in its layouts, all of the same height."""
    opened = [_open(picture) for picture in pictures]
    small = [each.resize((round(each.width * TALL / each.height), TALL), Image.Resampling.LANCZOS) for each in opened]
    wide = sum(each.width + GAP for each in small) + GAP
    sheet = Image.new("RGB", (wide, TALL + 2 * GAP), GROUND)
    x = GAP
    for each in small:
        sheet.paste(each, (x, GAP))
        x += each.width + GAP
    return _jpeg(sheet)


def _number(sheet: Image.Image, middle: tuple[int, int], number: str) -> None:
    """Beneath its picture, so that nothing is covered; dark on a white disc, so large that a phone shows it."""
    left, top = middle[0] - DISC // 2, middle[1] - DISC // 2
    mask = Image.new("L", (DISC * SMOOTH, DISC * SMOOTH), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, DISC * SMOOTH - 1, DISC * SMOOTH - 1), fill=255)
    sheet.paste(PAPER, (left, top), mask.resize((DISC, DISC), Image.Resampling.LANCZOS))
    with TYPE_LOCK:
        font = open_font(face("inter-black"), round(DISC * 0.64))
        ImageDraw.Draw(sheet).text(middle, number, fill=INK, font=font, anchor="mm")


def _open(picture: bytes) -> Image.Image:
    with Image.open(BytesIO(picture)) as opened:
        return opened.convert("RGB")


def _jpeg(sheet: Image.Image) -> bytes:
    out = BytesIO()
    sheet.save(out, "JPEG", quality=88)
    return out.getvalue()
