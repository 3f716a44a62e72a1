"""The typefaces a brand may choose, each showing its own name in the brand's colours."""

from io import BytesIO

from PIL import Image, ImageDraw

from core.adapters.pillow_painter.ruler import TYPE_LOCK, open_font
from core.templates.colours import WHITE, Rgb, from_hex, mix, most_readable
from core.templates.fonts.faces import HEADLINES, face
from core.templates.scene import Brand

WIDTH, ROW, COLUMNS, EDGE = 1200, 190, 2, 36
GROUND: Rgb = (22, 21, 27)
LARGEST = 86
EVERYDAY = "The long night, Fri 27 Nov"


def specimens(brand: Brand) -> bytes:
    """A baseline JPEG of 1200 px; the order is that of `HEADLINES`."""
    ground = from_hex(brand.background) if brand.background else GROUND
    ink = most_readable(ground, from_hex(brand.ink) if brand.ink else WHITE)
    rows = -(-len(HEADLINES) // COLUMNS)
    sheet = Image.new("RGB", (WIDTH, rows * ROW + EDGE), ground)
    draw = ImageDraw.Draw(sheet)
    room = WIDTH // COLUMNS - 2 * EDGE
    for place, (key, name) in enumerate(HEADLINES.items()):
        row, column = divmod(place, COLUMNS)
        left, top = column * (WIDTH // COLUMNS) + EDGE, row * ROW + EDGE
        with TYPE_LOCK:
            font = open_font(face(key), LARGEST)
            large = min(LARGEST, LARGEST * room / font.getlength(name))
            draw.text((left, top + 78), name, fill=ink, font=open_font(face(key), large), anchor="ls")
            small = min(34.0, 34 * room / open_font(face(key), 34).getlength(EVERYDAY))
            draw.text((left, top + 132), EVERYDAY, fill=ink, font=open_font(face(key), small), anchor="ls")
        draw.line((left, top + 154, left + room, top + 154), fill=mix(ground, ink, 0.3), width=2)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=90)
    return out.getvalue()
