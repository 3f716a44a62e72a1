"""A contact sheet: every photo with its number, what is picked bright and framed, the rest dimmed."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face

WIDTH, GAP = 1200, 14
GROUND, INK, PICKED, SHADE = "#16151b", "#ffffff", "#5b3df5", "#2b2932"
DIMMED = 0.45
FRAME = 8
MOST = 30


def contact_sheet(pictures: Sequence[bytes], picked: Sequence[int]) -> bytes:
    """A JPEG of squares in rows of up to five. Same in, same out."""
    columns = next(number for number in (2, 3, 4, 5) if number * number >= len(pictures) or number == 5)
    side = (WIDTH - GAP * (columns + 1)) // columns
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (WIDTH, GAP + rows * (side + GAP)), GROUND)
    for place, data in enumerate(pictures, start=1):
        row, column = divmod(place - 1, columns)
        at = (GAP + column * (side + GAP), GAP + row * (side + GAP))
        sheet.paste(_cell(data, side, place, chosen=place in picked), at)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=86)
    return out.getvalue()


def _cell(data: bytes, side: int, number: int, *, chosen: bool) -> Image.Image:
    with Image.open(BytesIO(data)) as opened:
        cell = ImageOps.fit(opened.convert("RGB"), (side, side), Image.Resampling.LANCZOS)
    if not chosen:
        cell = ImageEnhance.Brightness(cell).enhance(DIMMED)
    draw = ImageDraw.Draw(cell)
    if chosen:
        draw.rectangle((0, 0, side - 1, side - 1), outline=PICKED, width=FRAME)
    across = max(44, side // 6)
    draw.rectangle((0, 0, across, across), fill=PICKED if chosen else SHADE)
    with TYPE_LOCK:
        font = open_font(face("inter-bold"), round(across * 0.58))
        draw.text((across / 2, across / 2), str(number), fill=INK, font=font, anchor="mm")
    return cell
