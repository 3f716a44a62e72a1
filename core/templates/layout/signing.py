"""A logo on every flyer: as large as it may be where the template puts it, else in the best free corner."""

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

from core.templates.brand import Change
from core.templates.layout.arrange import EDGE, Arranged
from core.templates.layout.boxes import Box, across, down
from core.templates.layout.placed import Placed
from core.templates.model import Anchor, BadgeLayer, CountdownLayer, GridLayer, LogoLayer, QrLayer, TextLayer
from core.templates.scene import Layout

AREA = 17_000.0
"""Square pixels of a logo that looks right on a canvas 1080 px wide, whatever its shape."""
WIDEST, HIGHEST = 360.0, 150.0
CLEAR = 26.0
"""Pixels free around it."""
_AIR = 24.0
"""Pixels free around what is drawn when it grows; a plate takes some of them."""
_RIM = 24.0
"""Pixels from the edge of the safe area that no logo enters."""
_SMALLER = (1.0, 0.8, 0.62)
_CORNERS: tuple[Anchor, ...] = (
    "top-right", "top-left", "bottom-right", "bottom-left", "top-center", "bottom-center",
)  # fmt: skip
_PAINTED_OVER = (TextLayer, BadgeLayer, GridLayer, CountdownLayer, QrLayer)


def with_logo(arranged: Arranged, layout: Layout, shape: float) -> tuple[Arranged, tuple[Change, ...]]:
    """The flyer with a logo `shape` times as wide as high, clear of all words."""
    taken = list(_taken(arranged))
    top, bottom = layout.safe
    safe = Box(0, top, layout.size[0], bottom - top)
    if any(isinstance(placed.layer, LogoLayer) for placed in arranged.placed):
        placed = tuple(_grown(each, shape, safe, taken) for each in arranged.placed)
        return replace(arranged, placed=placed), ()
    for share in _SMALLER:
        width, height = size_of(shape, share)
        for anchor in _CORNERS:
            vertical, horizontal = anchor.split("-")
            x = 0 if horizontal == "center" else EDGE
            box = Box(across(safe, x, width, horizontal), down(safe, EDGE, height, vertical), width, height)
            if all(box.grown(CLEAR).overlap(other) <= 0 for other in taken):
                layer = LogoLayer(id="logo", anchor=anchor, x=EDGE, y=EDGE, width=width, height=height, clear=0)
                where = anchor.replace("-", " ").replace("center", "middle")
                signed = replace(arranged, placed=(*arranged.placed, Placed(layer, box)))
                return signed, (Change("logo", f"The design has no place for a logo: it stands {where}.", told=False),)
    return arranged, (Change("logo", "This design has no room for the logo."),)


def _grown(placed: Placed, shape: float, safe: Box, taken: list[Box]) -> Placed:
    """A logo that would be small in its box (a round one in a wide box) takes what free room there is around it."""
    if not isinstance(placed.layer, LogoLayer):
        return placed
    box, clear = placed.box, placed.layer.clear
    height = min(box.height - 2 * clear, (box.width - 2 * clear) / shape)
    side = placed.layer.anchor.split("-")[1]
    if placed.mirrored:
        side = {"left": "right", "right": "left"}.get(side, side)
    for share in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6):
        tall = size_of(shape, share)[1]
        if tall <= height:
            break
        width, tall = tall * shape + 2 * clear, tall + 2 * clear
        left = {"left": box.left, "right": box.right - width}.get(side, box.centre[0] - width / 2)
        for top in (box.centre[1] - tall / 2, box.bottom - tall, box.top):
            larger = Box(left, top, width, tall)
            inside = safe.grown(-_RIM)
            room = larger.grown(_AIR - clear)
            if larger.overlap(inside) < width * tall - 1 or any(room.overlap(other) > 0 for other in taken):
                continue
            return replace(placed, box=larger)
    return placed


def size_of(shape: float, share: float = 1.0) -> tuple[float, float]:
    """Width and height of a logo: wide ones and round ones weigh the same."""
    height = min(sqrt(AREA / shape), HIGHEST)
    width = min(height * shape, WIDEST)
    return width * share, width / shape * share


def _taken(arranged: Arranged) -> Iterator[Box]:
    """Where words, badges and codes stand; type that is mere ornament may lie behind a logo."""
    for placed in arranged.placed:
        if not isinstance(placed.layer, _PAINTED_OVER) or getattr(placed.layer, "decor", False):
            continue
        if placed.lines and not placed.turn and isinstance(placed.layer, TextLayer | GridLayer):
            yield from (line.ink for line in placed.lines)
            yield from (mark.box for mark in placed.marks)
        else:
            yield placed.box
