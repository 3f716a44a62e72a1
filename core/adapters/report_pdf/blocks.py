"""What stands on a page: numbers as tiles, amounts as columns or rows, tables that go on over the page."""

from collections.abc import Sequence

from core.adapters.report_pdf.page import Pages
from core.adapters.report_pdf.style import (
    ACCENT,
    BOLD,
    BOTTOM,
    DASH,
    GAP,
    INK,
    INNER,
    LEFT,
    LINE,
    PALE,
    QUIET,
    RIGHT,
    SOFT,
)
from core.ports.reports import Bars, Grid, Tile

TILES_A_ROW = 4
TILE = 0.92
COLUMNS = 1.85
BAR = 0.42
ROW = 0.265
MOST_BARS = 6
MOST_NUMBERED = 16
"""More columns than this carry no number each."""


def tiles(pages: Pages, given: Sequence[Tile]) -> None:
    """Four in a row, the last row filled up with wider ones."""
    for start in range(0, len(given), TILES_A_ROW):
        row = given[start : start + TILES_A_ROW]
        top = pages.room(TILE + 0.12)
        width = (INNER - 0.12 * (len(row) - 1)) / len(row)
        for place, tile in enumerate(row):
            x = LEFT + place * (width + 0.12)
            pages.box(x, top, width, TILE, PALE, round_by=0.08)
            room = width - 0.24
            pages.write(x + 0.12, top + 0.2, pages.fitted(tile.label, room, 8.5), 8.5, color=SOFT)
            pages.write(x + 0.12, top + 0.49, pages.fitted(tile.value, room, 19, BOLD), 19, weight=BOLD)
            pages.write(x + 0.12, top + 0.75, pages.fitted(tile.note, room, 7.5), 7.5, color=SOFT)


def charts(pages: Pages, given: Sequence[Bars]) -> None:
    """Columns go over the whole page; rows stand two beside each other."""
    for chart in given:
        if chart.upright:
            _columns(pages, chart)
    lying = [chart for chart in given if not chart.upright]
    for start in range(0, len(lying), 2):
        pair = lying[start : start + 2]
        height = 0.34 + BAR * max(min(len(chart.bars), MOST_BARS) for chart in pair) + GAP
        top = pages.room(height)
        width = (INNER - 0.4 * (len(pair) - 1)) / len(pair)
        for place, chart in enumerate(pair):
            _rows(pages, chart, LEFT + place * (width + 0.4), top, width)


def _columns(pages: Pages, chart: Bars) -> None:
    pages.heading(chart.title, COLUMNS + 0.3)
    top = pages.room(COLUMNS + 0.3 + GAP)
    base, number = top + COLUMNS, len(chart.bars)
    best = max((amount or 0 for _, amount in chart.bars), default=0) or 1
    slot = INNER / max(number, 1)
    wide = min(slot * 0.66, 0.62)
    pages.box(LEFT, base, INNER, 0.012, LINE)
    every = max(1, -(-number // MOST_NUMBERED))
    for place, (label, amount) in enumerate(chart.bars):
        middle = LEFT + slot * (place + 0.5)
        height = (amount or 0) / best * (COLUMNS - 0.3)
        pages.box(middle - wide / 2, base - height, wide, height, ACCENT if amount == best else QUIET, round_by=0.03)
        if amount is None or (amount and every == 1):
            said = DASH if amount is None else f"{amount:,}"
            pages.write(middle, base - height - 0.11, said, 8, weight=BOLD, align="center")
        if place % every == 0:
            pages.write(middle, base + 0.16, pages.fitted(label, slot * every * 0.98, 8), 8, color=SOFT, align="center")


def _rows(pages: Pages, chart: Bars, x: float, top: float, width: float) -> None:
    pages.write(x, top + 0.13, pages.fitted(chart.title, width, 12, BOLD), 12, weight=BOLD)
    shown = chart.bars[:MOST_BARS]
    best = max((amount or 0 for _, amount in shown), default=0) or 1
    for place, (label, amount) in enumerate(shown):
        y = top + 0.34 + BAR * place
        said = DASH if amount is None else f"{amount:,}"
        numbers = pages.width_of(said, 9.5, BOLD)
        pages.write(x, y + 0.11, pages.fitted(label, width - numbers - 0.12, 9), 9, color=INK)
        pages.write(x + width, y + 0.11, said, 9.5, weight=BOLD, align="right")
        pages.box(x, y + 0.225, width, 0.1, "#f1effc", round_by=0.05)
        pages.box(x, y + 0.225, width * (amount or 0) / best, 0.1, ACCENT if place == 0 else QUIET, round_by=0.05)


def grid(pages: Pages, table: Grid) -> None:
    """Words get the room that numbers leave; the header comes again on each page."""
    if not table.rows:
        return
    widths = _widths(pages, table)
    pages.heading(table.title, 3 * ROW)
    _header(pages, table, widths)
    for row in table.rows:
        if pages.at + ROW > BOTTOM:
            pages.turn()
            _header(pages, table, widths)
        _cells(pages, table, row, widths, INK)
    if table.note:
        pages.room(0.06)
        pages.paragraph(table.note, 7.5, color=SOFT)
    pages.room(GAP)


def _header(pages: Pages, table: Grid, widths: Sequence[float]) -> None:
    _cells(pages, table, table.header, widths, SOFT, size=7.5)


def _cells(
    pages: Pages, table: Grid, cells: Sequence[str], widths: Sequence[float], color: str, size: float = 8.5
) -> None:
    top, x = pages.room(ROW), LEFT
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = pages.fitted(cell, width - 0.08, size)
        if place < table.words:
            pages.write(x, top + ROW / 2 - 0.01, text, size, color=color)
        else:
            pages.write(x + width, top + ROW / 2 - 0.01, text, size, color=color, align="right")
        x += width
    pages.box(LEFT, top + ROW - 0.01, RIGHT - LEFT, 0.008, LINE)


def _widths(pages: Pages, table: Grid) -> list[float]:
    """Numbers as wide as they need; narrow columns of words, too; wide ones share what is left."""
    columns = list(zip(table.header, *table.rows, strict=True))
    needs = [max(pages.width_of(cell, 8.5) for cell in column) + 0.16 for column in columns]
    numbers = [min(need, 0.95) for need in needs[table.words :]]
    left, words = INNER - sum(numbers), needs[: table.words]
    widths = dict.fromkeys(range(table.words), 0.0)
    for waiting, place in enumerate(sorted(widths, key=lambda place: words[place])):
        widths[place] = min(words[place], left / (table.words - waiting))
        left -= widths[place]
    widest = max(widths, key=lambda place: widths[place])
    widths[widest] += left
    return [*widths.values(), *numbers]
