"""What moves in a film: every layer of the flyer, or every line of it, cut out of the finished picture.

A cut-out is the part of the picture that a layer changed. Put back where it was, it gives exactly the flyer; so a film
ends with the flyer whatever its actors did before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from PIL import Image, ImageChops

from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import Layer, Lettering

Corner = tuple[int, int]
Area = tuple[int, int, int, int]
_SOFT = 20
"""How much fuller than the change itself a cut-out is while it moves; its faintest light is left behind."""
_AROUND = 0.42
"""Em around a line's ink that belong to the line: its light, its plate."""


@dataclass(frozen=True)
class Cutout:
    """A piece of the picture: where it lies, which of its pixels count, and how much while it moves."""

    picture: Image.Image
    matte: Image.Image
    soft: Image.Image
    corner: Corner

    @property
    def box(self) -> Box:
        return Box(*self.corner, *self.picture.size)


@dataclass(frozen=True)
class Actor:
    """Something that enters the picture by itself. The last of its looks is how it stays."""

    placed: Placed
    looks: tuple[Cutout, ...]
    number: int = 0
    """Which line of its layer it is, from 0."""

    @property
    def box(self) -> Box:
        return self.looks[-1].box


def cut_out(before: Image.Image, after: Image.Image) -> Cutout | None:
    """What has changed between two pictures; None when nothing has."""
    changed = reduce(ImageChops.lighter, ImageChops.difference(before, after).split())
    box = changed.getbbox()
    if box is None:
        return None
    inside = changed.crop(box)
    return Cutout(after.crop(box), _full(inside), _full(inside, _SOFT), (box[0], box[1]))


def _full(changed: Image.Image, gain: int = 255) -> Image.Image:
    return changed.point([min(255, value * gain) for value in range(256)])


def by_line(placed: Placed, whole: Cutout) -> Iterator[Actor]:
    """A layer's lines one by one, unless they share their light; what belongs to none comes with the first."""
    lines = [line for line in placed.lines if line.ink.overlap(whole.box) > 0]
    if len(lines) < 2 or placed.turn or _shares_light(placed.layer):
        yield Actor(placed, (whole,))
        return
    rest = whole.matte.copy()
    areas = [_area(line, lines, whole) for line in lines]
    masks = []
    for area in areas:
        masks.append(rest.crop(area))
        rest.paste(0, area)
    masks[0], areas[0] = _with_rest(rest, masks[0], areas[0])
    for number, (mask, area) in enumerate(zip(masks, areas, strict=True)):
        if mask.getbbox() is not None:
            yield Actor(placed, (_part(whole, mask, area),), number)


def _shares_light(layer: Layer) -> bool:
    """Glow, echo and shadow of one line reach into the next."""
    return isinstance(layer, Lettering) and bool(layer.glow or layer.echo or layer.shadow)


def _area(line: PlacedLine, lines: Sequence[PlacedLine], whole: Cutout) -> Area:
    """The line's part of the cut-out, in its pixels: as far as half way to the next line on every side."""
    around = line.ink.grown(line.size * _AROUND)
    left, top, right, bottom = around.left, around.top, around.right, around.bottom
    for other in lines:
        across = min(line.ink.right, other.ink.right) > max(line.ink.left, other.ink.left)
        if across and other.ink.top > line.ink.top:
            bottom = min(bottom, max((line.ink.bottom + other.ink.top) / 2, line.baseline + 1))
        elif across and other.ink.top < line.ink.top:
            top = max(top, min((other.ink.bottom + line.ink.top) / 2, line.ink.top))
        elif other.ink.left >= line.ink.right:
            right = min(right, (line.ink.right + other.ink.left) / 2)
        elif other.ink.right <= line.ink.left:
            left = max(left, (other.ink.right + line.ink.left) / 2)
    width, height = whole.picture.size
    x, y = whole.corner
    return max(0, int(left - x)), max(0, int(top - y)), min(width, int(right - x)), min(height, int(bottom - y))


def _part(whole: Cutout, mask: Image.Image, area: Area) -> Cutout:
    soft = ImageChops.darker(whole.soft.crop(area), mask)
    return Cutout(whole.picture.crop(area), mask, soft, (whole.corner[0] + area[0], whole.corner[1] + area[1]))


def _with_rest(rest: Image.Image, mask: Image.Image, area: Area) -> tuple[Image.Image, Area]:
    """The first line with what no line has; its area grows to hold both."""
    if rest.getbbox() is None:
        return mask, area
    rest.paste(255, area[:2], mask)
    box = rest.getbbox()
    assert box is not None  # noqa: S101 - it held something before
    return rest.crop(box), box
