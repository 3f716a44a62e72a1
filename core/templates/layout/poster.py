"""The festival poster: tiers of names, each smaller than the one above, every row centred and full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.templates.layout.boxes import Box
from core.templates.layout.breaks import Atom
from core.templates.layout.fit import Line, shorten
from core.templates.layout.lettering import Hand, cut_note
from core.templates.layout.names import look_of
from core.templates.layout.paragraph import Paragraph
from core.templates.layout.placed import Draft, PlacedLine, place_line
from core.templates.model import GridLayer

_RATIOS = (1.0, 0.62, 0.42)
"""Sizes of the tiers against the headliners."""
_STEPS = 28
_SHRINK = 0.93
_FEWER = 0.9
"""Share of the names tried next when too many are left even at the smallest size."""
_THINNEST = 0.01
"""Em; a row of emoji alone has no width where no font shows them."""
_TIER_GAP = 0.35
"""Em of the tier above, added between two tiers."""


@dataclass(frozen=True)
class _Row:
    text: str
    size: float
    face: str
    place: int
    """Where its first name stands in the line-up."""


def compose_poster(layer: GridLayer, names: Sequence[str], width: float, height: float, hand: Hand) -> Draft:
    """Set the tiers as large as the room allows; names that do not fit at the floor stay out, with a note."""
    scales = list(_scales(layer))
    kept = list(names)
    shown = len(names)
    while shown > 2 and _set(layer, kept, scales[-1], width, hand)[1][-1] > height:
        shown = max(1, int(shown * _FEWER) - 1)
        kept = [*names[:shown], f"+{len(names) - shown}"]
    notes: tuple[str, ...] = (f"Only {shown} of {len(names)} names fit on the picture.",) if shown < len(names) else ()
    shortened = [_to_width(layer, name, place, width, hand) for place, name in enumerate(kept)]
    notes += tuple(note for name, text in zip(kept, shortened, strict=True) if text != name for note in cut_note(name))
    kept = shortened
    for scale in scales:
        rows, baselines = _set(layer, kept, scale, width, hand)
        if baselines[-1] <= height:
            break
    return _placed(layer, rows, baselines, width, hand, notes)


def _set(
    layer: GridLayer, names: Sequence[str], scale: float, width: float, hand: Hand
) -> tuple[list[_Row], list[float]]:
    """All rows at one scale, and their baselines."""
    rows = list(_rows(layer, names, scale, width, hand))
    return rows, _heights(layer, rows, hand)


def _scales(layer: GridLayer) -> Iterator[float]:
    """Headliner sizes to try, largest first, down to where the last tier reaches the floor."""
    size = layer.size
    for _ in range(_STEPS):
        yield size
        size *= _SHRINK
        if size * (_RATIOS[-1] if layer.heads else 1.0) < layer.floor * 0.8:
            return


def _tiers(layer: GridLayer, count: int) -> list[int]:
    """How many names stand in each tier; without headliners all are equal."""
    heads = min(layer.heads or count, count) if count > 2 else count
    rest = count - heads
    seconds = rest if rest <= 4 else min(2 * heads + 2, rest // 2)
    return [tier for tier in (heads, seconds, rest - seconds) if tier]


def _rows(layer: GridLayer, names: Sequence[str], scale: float, width: float, hand: Hand) -> Iterator[_Row]:
    """Every row of every tier; one wider than the poster is set smaller."""
    start = 0
    for count, ratio in zip(_tiers(layer, len(names)), _RATIOS, strict=False):
        face, _ = look_of(layer, start, hand)

        def advance(text: str, face: str = face) -> float:
            return hand.measure.extent(text, face, layer.tracking).advance

        size = max(scale * ratio, layer.floor)
        separator = advance(f"n{layer.separator}n") - advance("nn")
        tier = [_to_width(layer, name, start, width, hand) for name in names[start : start + count]]
        atoms = tuple(Atom(name, spaced=True) for name in tier)
        paragraph = Paragraph(atoms, tuple(advance(name) for name in tier), separator)
        place = start
        for row in paragraph.balanced(len(paragraph.greedy(width / size))):
            text = layer.separator.join(atom.text for atom in row)
            yield _Row(text, max(min(size, width / max(advance(text), _THINNEST)), layer.floor), face, place)
            place += len(row)
        start += count


def _to_width(layer: GridLayer, name: str, place: int, width: float, hand: Hand) -> str:
    """The name, cut so that at the smallest size allowed it is no wider than the poster."""
    face, _ = look_of(layer, place, hand)

    def advance(text: str) -> float:
        return hand.measure.extent(text, face, layer.tracking).advance

    return name if advance(name) * layer.floor <= width else shorten(name, width / layer.floor, advance)


def _heights(layer: GridLayer, rows: Sequence[_Row], hand: Hand) -> list[float]:
    """Baseline of every row below the poster's top."""
    baselines: list[float] = []
    for number, row in enumerate(rows):
        cap = max(hand.measure.cap_height(row.face), hand.measure.extent(row.text, row.face, 0).ascent) * row.size
        if not number:
            baselines.append(cap)
            continue
        before = rows[number - 1]
        gap = before.size * _TIER_GAP if before.size > row.size * 1.2 else 0.0
        baselines.append(baselines[-1] + max(row.size * layer.leading, cap + row.size * 0.3) + gap)
    return baselines


def _placed(
    layer: GridLayer, rows: Sequence[_Row], tall: Sequence[float], width: float, hand: Hand, notes: tuple[str, ...]
) -> Draft:
    lines: list[PlacedLine] = []
    for row, baseline in zip(rows, tall, strict=True):
        _, colour = look_of(layer, row.place, hand)
        extent = hand.measure.extent(row.text, row.face, layer.tracking)
        line = Line(row.text, row.size, baseline, extent)
        lines.append(place_line(line, row.face, layer.tracking, Box(0, 0, width, 0), layer.align, colour))
    return Draft(width, tall[-1], tuple(lines), overhang=rows[-1].size * 0.2, notes=notes)
