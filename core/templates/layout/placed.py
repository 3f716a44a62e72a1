"""The result of laying out: every line of text and every mark with its place, ready to be painted."""

from dataclasses import dataclass, replace
from typing import Literal

from core.templates.layout.boxes import Box
from core.templates.layout.fit import Line
from core.templates.model import Colour, CountdownLayer, Layer


@dataclass(frozen=True)
class PlacedLine:
    """One line of text: `x` is where its advance begins, `baseline` where its letters stand."""

    text: str
    face: str
    size: float
    tracking: float
    x: float
    baseline: float
    ink: Box
    """Where there will be ink."""
    colour: Colour

    def moved(self, across: float, down: float) -> "PlacedLine":
        x, baseline, ink = self.x + across, self.baseline + down, self.ink.moved(across, down)
        return PlacedLine(self.text, self.face, self.size, self.tracking, x, baseline, ink, self.colour)

    def mirrored(self, canvas_width: float) -> "PlacedLine":
        ink = self.ink.mirrored(canvas_width)
        return replace(self, x=self.x + ink.left - self.ink.left, ink=ink)


@dataclass(frozen=True)
class Mark:
    """What a line-up or countdown draws besides letters; `share` is how much of a ring is closed."""

    what: Literal["rule", "tile", "ring"]
    box: Box
    share: float = 0.0


@dataclass(frozen=True)
class Draft:
    """A layer laid out for itself, its top left corner at 0, 0. The bottom of lettering is its last baseline."""

    width: float = 0.0
    height: float = 0.0
    lines: tuple[PlacedLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    overhang: float = 0.0
    notes: tuple[str, ...] = ()

    def stretched(self, height: float, valign: str) -> "Draft":
        """As high as its room, the content in its middle or at its bottom."""
        by = max(0.0, height - self.height) / (2 if valign == "middle" else 1)
        lines = tuple(line.moved(0, by) for line in self.lines)
        marks = tuple(replace(mark, box=mark.box.moved(0, by)) for mark in self.marks)
        return replace(self, height=max(height, self.height), lines=lines, marks=marks)


@dataclass(frozen=True)
class Placed:
    """A layer at its final place. A turned one is given as it is before it is turned around its box's centre."""

    layer: Layer
    box: Box
    lines: tuple[PlacedLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    mirrored: bool = False

    @property
    def turn(self) -> float:
        """Degrees anticlockwise."""
        return -self.layer.rotate if self.mirrored else self.layer.rotate

    def moved(self, across: float, down: float) -> "Placed":
        return replace(
            self,
            box=self.box.moved(across, down),
            lines=tuple(line.moved(across, down) for line in self.lines),
            marks=tuple(replace(mark, box=mark.box.moved(across, down)) for mark in self.marks),
        )

    def mirror(self, canvas_width: float) -> "Placed":
        """As it stands on a flyer that reads from right to left. Digits of a countdown keep their order."""
        if isinstance(self.layer, CountdownLayer):
            return self.moved(canvas_width - self.box.right - self.box.left, 0)
        return replace(
            self,
            box=self.box.mirrored(canvas_width),
            lines=tuple(line.mirrored(canvas_width) for line in self.lines),
            marks=tuple(replace(mark, box=mark.box.mirrored(canvas_width)) for mark in self.marks),
            mirrored=not self.mirrored,
        )


def place_line(line: Line, face: str, tracking: float, box: Box, align: str, colour: Colour) -> PlacedLine:
    """Stand a fitted line in a box, aligned by its ink, so that large and small lines share one edge."""
    extent, size = line.extent, line.size
    ink_width = (extent.advance - extent.left - extent.right) * size
    left = {
        "start": box.left,
        "center": box.left + (box.width - ink_width) / 2,
        "end": box.right - ink_width,
    }[align]
    baseline = box.top + line.baseline
    ink = Box(left, baseline - extent.ascent * size, ink_width, (extent.ascent + extent.descent) * size)
    return PlacedLine(line.text, face, size, tracking, left - extent.left * size, baseline, ink, colour)
