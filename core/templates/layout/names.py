"""What all line-ups share: names that are left out or shortened, and one name on one line."""

from collections.abc import Sequence

from core.templates.layout.boxes import Box
from core.templates.layout.fit import Line, shorten
from core.templates.layout.lettering import Hand, cut_note
from core.templates.layout.placed import PlacedLine, place_line
from core.templates.model import Colour, GridLayer

SQUEEZE = 0.72
"""A long name may be set at this share of the common size before it makes all names smaller."""

_THINNEST = 0.01
"""Em; a name of emoji alone has no width where no font shows them."""


def leave_out(names: Sequence[str], room: int) -> tuple[list[str], tuple[str, ...]]:
    """As many names as there is room for, the last place telling how many more, and the note about it."""
    if len(names) <= room:
        return list(names), ()
    kept = max(room - 1, 1)
    note = f"Only {kept} of {len(names)} names fit on the picture."
    return [*names[:kept], f"+{len(names) - kept}"], (note,)


def shortened(names: Sequence[str], lines: Sequence[PlacedLine]) -> tuple[str, ...]:
    """A note for every name that does not stand on its line in full."""
    return tuple(note for name, line in zip(names, lines, strict=True) if line.text != name for note in cut_note(name))


def look_of(layer: GridLayer, place: int, hand: Hand) -> tuple[str, Colour]:
    """Face and colour of the name at a place of the line-up: headliners have their own."""
    head = place < layer.heads
    return (
        hand.face(layer.head_face if head and layer.head_face else layer.face),
        layer.head_colour if head and layer.head_colour else layer.colour,
    )


def place_name(layer: GridLayer, name: str, place: int, size: float, box: Box, hand: Hand) -> PlacedLine:
    """A name standing on the bottom of its box, squeezed or shortened if it is much longer than the others."""
    face, colour = look_of(layer, place, hand)

    def advance(text: str) -> float:
        return hand.measure.extent(text, face, layer.tracking).advance

    fitted = min(size, max(box.width / max(advance(name), _THINNEST), size * SQUEEZE, layer.floor))
    text = name if advance(name) * fitted <= box.width + 0.5 else shorten(name, box.width / fitted, advance)
    extent = hand.measure.extent(text, face, layer.tracking)
    return place_line(Line(text, fitted, box.height, extent), face, layer.tracking, box, layer.align, colour)
