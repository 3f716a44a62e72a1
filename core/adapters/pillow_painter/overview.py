"""A post at a glance: the slides of a carousel on one picture, numbered, and a sign on what is a video."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.fonts.faces import face

WIDTH = 1200
GAP = 12
GROUND, INK, SHADE = "#16151b", "#ffffff", (0, 0, 0, 150)
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 3, 10: 5}
"""How many pictures stand side by side, so that few places stay empty."""
ALONE_WIDTH = 810
SMOOTH = 4
"""Signs are drawn this much larger and made smaller, so that their edges are smooth."""


def overview(pictures: Sequence[bytes], videos: frozenset[int], *, numbered: bool = True) -> bytes:
    """A baseline JPEG of one to ten pictures in order; `videos` are places from 1. Same in, same out.

    All are shown in the shape of the first one, as Instagram shows the slides of a carousel.
    """
    opened = [_open(picture) for picture in pictures]
    columns = COLUMNS[len(opened)]
    wide = (WIDTH - GAP * (columns - 1)) // columns if len(opened) > 1 else ALONE_WIDTH
    tall = round(wide * opened[0].height / opened[0].width)
    rows = -(-len(opened) // columns)
    size = (wide * columns + GAP * (columns - 1), tall * rows + GAP * (rows - 1))
    sheet = Image.new("RGB", size, GROUND)
    for place, picture in enumerate(opened, start=1):
        cell = ImageOps.fit(picture, (wide, tall), Image.Resampling.LANCZOS)
        if place in videos:
            _play(cell)
        if numbered and len(opened) > 1:
            _number(cell, place)
        row, column = divmod(place - 1, columns)
        sheet.paste(cell, (column * (wide + GAP), row * (tall + GAP)))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=88)
    return out.getvalue()


def _open(picture: bytes) -> Image.Image:
    with Image.open(BytesIO(picture)) as opened:
        return opened.convert("RGB")


def _number(cell: Image.Image, place: int) -> None:
    """In the upper left corner, white on a dark disc: readable on any picture."""
    across = max(36, cell.width // 9)
    _disc(cell, (GAP, GAP), across)
    with TYPE_LOCK:
        font = open_font(face("inter-bold"), round(across * 0.56))
        middle = (GAP + across / 2, GAP + across / 2)
        ImageDraw.Draw(cell).text(middle, str(place), fill=INK, font=font, anchor="mm")


def _play(cell: Image.Image) -> None:
    """A triangle on a dark disc in the middle."""
    across = min(cell.size) // 4
    left, top = (cell.width - across) // 2, (cell.height - across) // 2
    _disc(cell, (left, top), across)
    sign = Image.new("L", (across * SMOOTH, across * SMOOTH), 0)
    side = across * SMOOTH
    ImageDraw.Draw(sign).polygon([(side * 0.38, side * 0.28), (side * 0.38, side * 0.72), (side * 0.75, side / 2)], 255)
    cell.paste(INK, (left, top), sign.resize((across, across), Image.Resampling.LANCZOS))


def _disc(cell: Image.Image, at: tuple[int, int], across: int) -> None:
    mask = Image.new("L", (across * SMOOTH, across * SMOOTH), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, across * SMOOTH - 1, across * SMOOTH - 1), fill=SHADE[3])
    cell.paste(SHADE[:3], at, mask.resize((across, across), Image.Resampling.LANCZOS))
