"""Line-ups with rules: a table of cells, and a running order of times and names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from core.templates.layout.boxes import Box
from core.templates.layout.fit import Setting, fit
from core.templates.layout.lettering import Hand, cut_note, place_block
from core.templates.layout.names import SQUEEZE, leave_out, look_of, place_name, shortened
from core.templates.layout.placed import Draft, Mark, PlacedLine
from core.templates.model import GridLayer

_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?"
_TIMED = re.compile(rf"^({_CLOCK}(?:\s?[-–]\s?{_CLOCK})?)\s+(.+)$", re.IGNORECASE)
_PAD = 18.0
_GUTTER = 0.7
"""Em between the times and the names."""


def times_of(entries: Sequence[str]) -> list[tuple[str, str]]:
    """("22:00", "Mara Voss") of every entry; the time is empty where there is none."""
    return [(match[1], match[2]) if (match := _TIMED.match(entry)) else ("", entry) for entry in entries]


def compose_cells(layer: GridLayer, names: Sequence[str], width: float, height: float, hand: Hand) -> Draft:
    """A ruled table, read row by row; a name may take two lines of its cell, all names have one size."""
    columns = min(1 if len(names) < 4 else 2 if len(names) < 11 else 3, layer.columns)
    names, notes = leave_out(names, columns * max(1, floor(height / (layer.floor * 2.1))))
    rows = ceil(len(names) / columns)
    cell = Box(0, 0, width / columns, min(height / rows, layer.size * 3.2))
    setting = replace(hand.setting(layer), lines=2, leading=1.05)
    common = min(_size_in(name, cell, setting, hand) for name in names)
    setting = replace(setting, size=max(layer.floor, common))
    lines: list[PlacedLine] = []
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        box = cell.moved(column * cell.width, row * cell.height)
        inside, cut = _in_cell(layer, name, place, setting, box, hand)
        lines += inside
        notes += cut_note(name) if cut else ()
    return Draft(width, rows * cell.height, tuple(lines), _rules(layer, rows, columns, cell), notes=notes)


def _size_in(name: str, cell: Box, setting: Setting, hand: Hand) -> float:
    block = fit(name, cell.width - 2 * _PAD, cell.height - 2 * _PAD, setting, hand.measure)
    return block.lines[0].size


def _in_cell(
    layer: GridLayer, name: str, place: int, setting: Setting, cell: Box, hand: Hand
) -> tuple[tuple[PlacedLine, ...], bool]:
    """The lines of one name, and whether some of it had to go."""
    face, colour = look_of(layer, place, hand)
    setting = replace(setting, face=face)
    block = fit(name, cell.width - 2 * _PAD, cell.height - _PAD, setting, hand.measure)
    top = cell.top + (cell.height - block.height) / 2
    box = Box(cell.left + _PAD, top, cell.width - 2 * _PAD, block.height)
    return place_block(block, setting, box, layer.align, colour), block.cut


def _rules(layer: GridLayer, rows: int, columns: int, cell: Box) -> tuple[Mark, ...]:
    if not layer.rule:
        return ()
    half = layer.rule / 2
    wide, tall = cell.width * columns, cell.height * rows
    across = [Box(0, row * cell.height - half, wide, layer.rule) for row in range(rows + 1)]
    down = [Box(column * cell.width - half, 0, layer.rule, tall) for column in range(1, columns)]
    return tuple(Mark("rule", box) for box in across + down)


def compose_schedule(layer: GridLayer, names: Sequence[str], width: float, height: float, hand: Hand) -> Draft:
    """Times in a column of their own, names beside them."""
    most = max(1, floor(height / (layer.floor * layer.leading)))
    kept, notes = leave_out(names, most)
    rows = times_of(kept)
    time_width = max(hand.measure.extent(time, look_of(layer, 0, hand)[0], 0).advance for time, _ in rows if time)
    name_width = max(hand.measure.extent(name, hand.face(layer.face), layer.tracking).advance for _, name in rows)
    fitting = width / (time_width + _GUTTER + name_width * SQUEEZE)
    size = max(layer.floor, min(layer.size, height / (len(rows) * layer.leading), fitting))
    gutter = (time_width + _GUTTER) * size
    times, plain = replace(layer, heads=len(rows), tracking=0, align="start"), replace(layer, heads=0, align="start")
    cap, pitch = hand.measure.cap_height(hand.face(layer.face)) * size, size * layer.leading
    lines, named, marks = [], [], []
    for place, (time, name) in enumerate(rows):
        box = Box(0, place * pitch, gutter, cap)
        if time:
            lines.append(place_name(times, time, place, size, box, hand))
        named.append(place_name(plain, name, place, size, Box(gutter, box.top, width - gutter, cap), hand))
        if layer.rule and place:
            marks.append(Mark("rule", Box(0, box.top - (pitch - cap) / 2, width, layer.rule)))
    notes += shortened([name for _, name in rows], named)
    return Draft(width, (len(rows) - 1) * pitch + cap, (*lines, *named), tuple(marks), notes=notes)
