"""A sheet of paper to draw on: text in any script, rounded boxes, the signs."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from core.adapters.calendar_painter.signs import sign_mask
from core.adapters.pillow_painter.ruler import Ruler
from core.adapters.pillow_painter.text import ink_line
from core.ports.calendars import Sign

INK, SOFT, FAINT, LINE = "#1d1b26", "#6b667d", "#b9b4c8", "#e7e4f0"
PAPER, OUTSIDE, ACCENT, ON_ACCENT = "#ffffff", "#faf9fd", "#5b3df5", "#ffffff"
BOLD, TEXT = "inter-bold", "inter"
GROUNDS: dict[Sign, tuple[str, str]] = {
    Sign.EVENT: ("#1d1b26", "#ffffff"),
    Sign.DRAFTING: ("#f1f0f5", "#6b667d"),
    Sign.WAITING: ("#fff1cf", "#8a5a00"),
    Sign.QUEUED: ("#eae5ff", "#4a2fd6"),
    Sign.LIVE: ("#dcf4e5", "#11703c"),
    Sign.HELD: ("#e8eaf0", "#3f4a63"),
    Sign.DROPPED: ("#f6f5f9", "#8d889d"),
    Sign.TROUBLE: ("#ffe1de", "#b3261e"),
}
"""Ground and sign of each line. All pairs are readable, and the shape of the sign says the same."""
ROUND = 3
"""Corners are drawn this much larger and made smaller, so that they are smooth."""


class Page:
    def __init__(self, width: int, height: int, ruler: Ruler) -> None:
        self.picture = Image.new("RGB", (width, height), PAPER)
        self._draw = ImageDraw.Draw(self.picture)
        self._ruler = ruler

    def text(self, at: tuple[float, float], words: str, size: float, colour: str, face: str = TEXT) -> float:
        """Write from `at` (left, baseline); returns the width."""
        if not words:
            return 0.0
        shaped = self._ruler.shape(words, face, 0.0)
        inked = ink_line(shaped, size)
        corner = (round(at[0]) + inked.left, round(at[1]) + inked.top)
        self.picture.paste(colour, corner, inked.mask)
        if inked.pictures is not None:
            self.picture.paste(inked.pictures, corner, inked.pictures)
        return shaped.extent.advance * size

    def width(self, words: str, size: float, face: str = TEXT) -> float:
        return self._ruler.shape(words, face, 0.0).extent.advance * size if words else 0.0

    def fitted(self, words: str, size: float, room: float, face: str = TEXT) -> str:
        """As much of the words as there is room for, with a sign that they go on."""
        if self.width(words, size, face) <= room:
            return words
        shortest, longest = 0, len(words)
        while shortest < longest:
            middle = (shortest + longest + 1) // 2
            if self.width(words[:middle].rstrip() + "…", size, face) <= room:
                shortest = middle
            else:
                longest = middle - 1
        return words[:shortest].rstrip() + "…" if shortest else ""

    def box(self, area: tuple[float, float, float, float], colour: str, radius: int = 0) -> None:
        """A filled box: left, top, right, bottom."""
        left, top, right, bottom = map(round, area)
        if not radius:
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)
        else:
            self.picture.paste(colour, (left, top), _rounded(right - left, bottom - top, radius))

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str = LINE, width: int = 1) -> None:
        self._draw.line((*start, *end), fill=colour, width=width)

    def sign(self, at: tuple[float, float], sign: Sign, size: int) -> None:
        """Its upper left corner is at `at`."""
        self.picture.paste(GROUNDS[sign][1], (round(at[0]), round(at[1])), sign_mask(sign, size))

    def png(self) -> bytes:
        out = BytesIO()
        self.picture.save(out, "PNG", compress_level=6)
        return out.getvalue()


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width * ROUND, height * ROUND), 0)
    area = (0, 0, width * ROUND - 1, height * ROUND - 1)
    ImageDraw.Draw(mask).rounded_rectangle(area, radius * ROUND, fill=255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)
