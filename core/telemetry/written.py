"""A report as people read it, and as spreadsheets do."""

import csv
import io
from collections.abc import Iterator

from core.cells import harmless
from core.telemetry.report import Column, Figure, Report, Section

UNKNOWN = "unknown"
NOTHING = "Nothing is recorded."
_SECOND_MS = 1000
_MINUTE_MS = 60 * _SECOND_MS


def spoken(figure: Figure, unit: str = "") -> str:
    """One figure with its unit: 12.5 %, 340 ms, 1.2 s, 3.5 days."""
    match figure:
        case None:
            return UNKNOWN
        case str():
            return figure
    if unit == "ms":
        return _duration(float(figure))
    number = f"{figure:,}" if isinstance(figure, int) else f"{figure:,.2f}" if unit in ("", "days") else f"{figure:.1f}"
    return f"{number} {unit}".rstrip()


def as_lines(report: Report) -> list[str]:
    """For a terminal: one table below the other, in columns."""
    lines = [f"{report.kind.capitalize()} report, {report.period} (UTC)"]
    for section in report.sections:
        lines += ["", section.title, *_table(section)]
        if section.note:
            lines.append(f"  {section.note}")
    return lines


def as_csv(report: Report) -> str:
    """A row for each figure, plain numbers with their unit beside; the value of what is unknown is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("report", "from", "to", "metric", "of", "figure", "unit", "value"))
    head = (report.kind, report.period.first.isoformat(), report.period.last.isoformat())
    for section in report.sections:
        for about, *figures in section.rows:
            for column, figure in zip(section.columns[1:], figures, strict=True):
                writer.writerow((*head, section.title, _cell(about), column.name, column.unit, _cell(figure)))
    return out.getvalue()


def _table(section: Section) -> Iterator[str]:
    if not section.rows:
        yield f"  {NOTHING}"
        return
    grid = [[column.name for column in section.columns], *_spoken_rows(section)]
    widths = [max(len(row[place]) for row in grid) for place in range(len(section.columns))]
    for row in grid:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join(("", row[0].ljust(widths[0]), *rest)).rstrip()


def _spoken_rows(section: Section) -> Iterator[list[str]]:
    for row in section.rows:
        yield [_shown(figure, column) for figure, column in zip(row, section.columns, strict=True)]


def _shown(figure: Figure, column: Column) -> str:
    return spoken(figure, column.unit)


def _cell(figure: Figure) -> str:
    if figure is None:
        return ""
    return harmless(figure) if isinstance(figure, str) else str(figure)


def _duration(milliseconds: float) -> str:
    if abs(milliseconds) < _SECOND_MS:
        return f"{milliseconds:.0f} ms"
    if abs(milliseconds) < _MINUTE_MS:
        return f"{milliseconds / _SECOND_MS:.1f} s"
    return f"{milliseconds / _MINUTE_MS:.1f} min"
