"""The line-up laid out: 1 to 40 names as a list, a festival poster, a table or a running order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from core.templates.bind import CASES
from core.templates.layout.boxes import Box
from core.templates.layout.lettering import Hand
from core.templates.layout.names import SQUEEZE, leave_out, place_name, shortened
from core.templates.layout.placed import Draft, Mark
from core.templates.layout.poster import compose_poster
from core.templates.layout.table import compose_cells, compose_schedule, times_of
from core.templates.model import GridLayer

_COLUMN_GAP = 40.0
_TIGHT = 1.24
"""Leading of a list that would not fit otherwise."""
_MORE_COLUMNS_WIN = 1.12
"""Another column is worth it when it makes the names this much larger."""
_LARGE_ENOUGH = 0.55
"""Share of the size asked for at which names stay in the columns they have."""


def compose_grid(layer: GridLayer, names: Sequence[str], width: float, height: float, hand: Hand) -> Draft:
    """Lay out the names in at most `width` x `height` pixels; says in a note how many had to stay out."""
    written = [CASES[layer.case](name) for name in names]
    style = layer.style
    if style == "schedule" and not any(time for time, _ in times_of(written)):
        style = "list"
    return _STYLES[style](layer, written, width, height, hand)


@dataclass(frozen=True)
class _Columns:
    """One way to lay names in columns; sizes in pixels."""

    count: int
    rows: int
    width: float
    size: float


def _columns(layer: GridLayer, names: Sequence[str], count: int, room: Box, hand: Hand) -> _Columns:
    rows = ceil(len(names) / count)
    each = (room.width - _COLUMN_GAP * (count - 1)) / count
    face = hand.face(layer.face)
    longest = max(hand.measure.extent(name, face, layer.tracking).advance for name in names)
    size = min(layer.size, room.height / (rows * layer.leading), each / (longest * SQUEEZE))
    return _Columns(count, rows, each, size)


def _best_columns(layer: GridLayer, names: Sequence[str], room: Box, hand: Hand) -> _Columns:
    best = _columns(layer, names, 1, room, hand)
    for count in range(2, min(layer.columns, len(names)) + 1):
        if best.size >= layer.size * _LARGE_ENOUGH:
            break
        other = _columns(layer, names, count, room, hand)
        if other.size > best.size * _MORE_COLUMNS_WIN:
            best = other
    return best


def _list(layer: GridLayer, names: Sequence[str], width: float, height: float, hand: Hand) -> Draft:
    room = Box(0, 0, width, height)
    columns = _best_columns(layer, names, room, hand)
    if columns.size < layer.floor:
        layer = replace(layer, leading=min(layer.leading, _TIGHT))
        columns = _best_columns(layer, names, room, hand)
    notes: tuple[str, ...] = ()
    if columns.size < layer.floor:
        most = min(layer.columns, len(names))
        names, notes = leave_out(names, most * max(1, floor(height / (layer.floor * layer.leading))))
        columns = replace(_columns(layer, names, most, room, hand), size=layer.floor)
    pitch = columns.size * layer.leading
    cap = hand.measure.cap_height(hand.face(layer.face)) * columns.size
    lines, marks = [], []
    for place, name in enumerate(names):
        column, row = divmod(place, columns.rows)
        box = Box(column * (columns.width + _COLUMN_GAP), row * pitch, columns.width, cap)
        lines.append(place_name(layer, name, place, columns.size, box, hand))
        if layer.rule and row:
            marks.append(Mark("rule", Box(box.left, box.top - (pitch - cap) / 2, box.width, layer.rule)))
    notes += shortened(names, lines)
    return Draft(width, (columns.rows - 1) * pitch + cap, tuple(lines), tuple(marks), notes=notes)


_STYLES = {"list": _list, "poster": compose_poster, "cells": compose_cells, "schedule": compose_schedule}
