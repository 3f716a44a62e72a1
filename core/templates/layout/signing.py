"""Logo and handle on every flyer: where the template puts them, else in the best free corner."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt

from core.templates.brand import Change
from core.templates.layout.arrange import EDGE, Arranged
from core.templates.layout.boxes import Box, across, down
from core.templates.layout.lettering import Hand, compose_text
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
    taken, safe = list(_taken(arranged)), _safe(layout)
    if any(isinstance(placed.layer, LogoLayer) for placed in arranged.placed):
        placed = tuple(_grown(each, shape, safe, taken) for each in arranged.placed)
        return replace(arranged, placed=placed), ()
    for share in _SMALLER:
        width, height = size_of(shape, share)
        if found := _free(width, height, _CORNERS, safe, taken):
            anchor, box = found
            layer = LogoLayer(id="logo", anchor=anchor, x=EDGE, y=EDGE, width=width, height=height, clear=0)
            signed = replace(arranged, placed=(*arranged.placed, Placed(layer, box)))
            sentence = f"The design has no place for a logo: it stands {_spoken(anchor)}."
            return signed, (Change("logo", sentence, told=False),)
    return arranged, (Change("logo", "This design has no room for the logo."),)


def with_handle(arranged: Arranged, layout: Layout, handle: str, hand: Hand) -> tuple[Arranged, tuple[Change, ...]]:
    """The flyer with the brand's name in small letters, where the design does not say it anywhere."""
    if any("{handle}" in piece for placed in arranged.placed for piece in getattr(placed.layer, "text", ())):
        return arranged, ()
    taken = [*_taken(arranged), *(each.box for each in arranged.placed if isinstance(each.layer, LogoLayer))]
    layer = TextLayer(id="handle", text=("{handle}",), size=30, floor=22)
    draft = compose_text(layer, handle, layout.size[0] - 2 * EDGE, 60, hand)
    width = max(line.ink.right for line in draft.lines)
    if found := _free(width, draft.height, _CORNERS[::-1], _safe(layout), taken):
        anchor, box = found
        placed = Placed(layer, Box(0, 0, box.width, box.height), draft.lines).moved(box.left, box.top)
        sentence = f"The design does not say who you are: {handle} stands {_spoken(anchor)}."
        return replace(arranged, placed=(*arranged.placed, placed)), (Change("handle", sentence, told=False),)
    return arranged, (Change("handle", f"This design has no room for {handle}.", told=False),)


def _safe(layout: Layout) -> Box:
    top, bottom = layout.safe
    return Box(0, top, layout.size[0], bottom - top)


def _free(
    width: float, height: float, corners: Sequence[Anchor], safe: Box, taken: Sequence[Box]
) -> tuple[Anchor, Box] | None:
    """The first corner with room for something of this size, and where it stands there."""
    for anchor in corners:
        vertical, horizontal = anchor.split("-")
        x = 0 if horizontal == "center" else EDGE
        box = Box(across(safe, x, width, horizontal), down(safe, EDGE, height, vertical), width, height)
        if all(box.grown(CLEAR).overlap(other) <= 0 for other in taken):
            return anchor, box
    return None


def _spoken(anchor: Anchor) -> str:
    return anchor.replace("-", " ").replace("center", "middle")


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
