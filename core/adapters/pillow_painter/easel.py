"""What all layers paint on: the canvas, the palette, the ruler, and what was noticed on the way."""

from dataclasses import dataclass, field

from PIL import Image

from core.adapters.pillow_painter.ruler import Ruler
from core.adapters.pillow_painter.text import Inked, ink_line
from core.templates.brand import Change
from core.templates.colours import Palette
from core.templates.layout.boxes import Box
from core.templates.layout.placed import PlacedLine
from core.templates.scene import Brand, Scene


@dataclass
class Easel:
    canvas: Image.Image
    palette: Palette
    ruler: Ruler
    scene: Scene
    brand: Brand
    veil: float = 0.0
    """How much the scrims over photos were strengthened, 0 to 1."""
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """What was done to the brand."""
    mended: list[str] = field(default_factory=list)
    """Ids of layers whose text had to be helped to be readable."""


def whole(box: Box) -> tuple[int, int, int, int]:
    """Left, top, width, height in whole pixels, at least 1 wide and high."""
    left, top = round(box.left), round(box.top)
    return left, top, max(1, round(box.right) - left), max(1, round(box.bottom) - top)


@dataclass(frozen=True)
class Stencil:
    """A mask and where its corner lies on the canvas; emoji of the same lines come along."""

    mask: Image.Image
    corner: tuple[int, int]
    pictures: Image.Image | None = None

    def turned(self, degrees: float, centre: tuple[float, float]) -> "Stencil":
        """Rotated anticlockwise around a point of the canvas."""
        if not degrees:
            return self
        x, y = centre
        reach_x = round(max(abs(x - self.corner[0]), abs(x - self.corner[0] - self.mask.width)))
        reach_y = round(max(abs(y - self.corner[1]), abs(y - self.corner[1] - self.mask.height)))
        offset = (round(self.corner[0] - x + reach_x), round(self.corner[1] - y + reach_y))

        def around(picture: Image.Image) -> Image.Image:
            middle = Image.new(picture.mode, (2 * reach_x, 2 * reach_y))
            middle.paste(picture, offset)
            return middle.rotate(degrees, Image.Resampling.BICUBIC, expand=True)

        mask = around(self.mask)
        corner = (round(x - mask.width / 2), round(y - mask.height / 2))
        return Stencil(mask, corner, around(self.pictures) if self.pictures else None)


def _inked(line: PlacedLine, ruler: Ruler, stroke: float, hollow: bool) -> tuple[Inked, int, int]:
    """A line drawn, and where its corner lies on the canvas."""
    inked = ink_line(ruler.shape(line.text, line.face, line.tracking), line.size, stroke, hollow)
    return inked, round(line.x) + inked.left, round(line.baseline) + inked.top


def stencil(lines: list[PlacedLine], ruler: Ruler, stroke: float = 0.0, hollow: bool = False) -> Stencil:
    """All lines in one mask; `lines` must not be empty."""
    drawn = [_inked(line, ruler, stroke, hollow) for line in lines]
    if len(drawn) == 1:
        inked, left, top = drawn[0]
        return Stencil(inked.mask, (left, top), inked.pictures)
    left, top = min(x for _, x, _ in drawn), min(y for _, _, y in drawn)
    right = max(x + inked.mask.width for inked, x, _ in drawn)
    bottom = max(y + inked.mask.height for inked, _, y in drawn)
    mask = Image.new("L", (right - left, bottom - top))
    pictures = Image.new("RGBA", mask.size) if any(inked.pictures for inked, _, _ in drawn) else None
    for inked, x, y in drawn:
        mask.paste(255, (x - left, y - top), inked.mask)
        if inked.pictures and pictures:
            pictures.alpha_composite(inked.pictures, (x - left, y - top))
    return Stencil(mask, (left, top), pictures)
