"""The result: one Markdown table, a line for each figure. Ratios are compared with their goals; seconds are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADER = ("Figure", "Measured", "Goal", "Beside it, on this machine")


@dataclass(frozen=True)
class Goal:
    """A bound that a figure shall keep."""

    bound: float
    at_least: bool
    unit: str = ""

    def words(self, value: float) -> str:
        kept = value >= self.bound if self.at_least else value <= self.bound
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}{self.unit}: {'kept' if kept else 'missed'}"


def at_least(bound: float, unit: str = "") -> Goal:
    return Goal(bound, at_least=True, unit=unit)


def at_most(bound: float, unit: str = "") -> Goal:
    return Goal(bound, at_least=False, unit=unit)


@dataclass(frozen=True)
class Line:
    """One figure: what it is, what it came to, how that stands to its goal, and absolute numbers for information."""

    what: str
    measured: str
    goal: str = ""
    beside: str = ""


def ratio_line(what: str, ratio: float, goal: Goal | None = None, beside: str = "") -> Line:
    return Line(what, f"{ratio:.2f}x" if ratio >= 0.1 else f"{ratio:.4f}x", goal.words(ratio) if goal else "", beside)


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose columns are as wide as their widest cell, so that it reads well as plain text too."""
    cells = [tuple(header), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(header))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def sheet(lines: Iterable[Line]) -> str:
    return markdown(HEADER, ((line.what, line.measured, line.goal, line.beside) for line in lines))
