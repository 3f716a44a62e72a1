"""Charts drawn with matplotlib, off the event loop; imported on first use because it is heavy."""

import asyncio
import io
import textwrap
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from core.ports.charts import Bar

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACCENT, QUIET, INK, SOFT = "#5b3df5", "#cfc8f6", "#1d1b26", "#6b667d"
WIDTH, HEAD, ROW, FOOT = 8.0, 1.35, 0.62, 0.2
"""Inches: the picture grows with its rows."""
DOTS_PER_INCH = 150
MOST_BARS = 5
LONGEST_LABEL = 46
MARKED = "line: usual for its kind"


class MatplotlibCharts:
    """Labels above their bars, numbers at their ends, one accent: readable on a phone."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def bars(self, title: str, bars: Sequence[Bar]) -> bytes:
        async with self._one_at_a_time:
            return await asyncio.to_thread(_draw, title, sorted(bars, key=lambda bar: -bar.amount)[:MOST_BARS])


def _draw(title: str, bars: list[Bar]) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = HEAD + ROW * len(bars) + FOOT
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    bold, medium = _font("bold.ttf"), _font("medium.ttf")
    total = sum(bar.amount for bar in bars)
    figure.text(0.05, 1 - 0.42 / height, title, font=medium, fontsize=15, color=SOFT, va="center", parse_math=False)
    figure.text(0.05, 1 - 0.92 / height, f"{total:,}", font=bold, fontsize=34, color=INK, va="center")
    if any(bar.usual for bar in bars):
        figure.text(0.95, 1 - 0.92 / height, MARKED, font=medium, fontsize=12, color=SOFT, va="center", ha="right")
    axes = figure.add_axes((0.05, FOOT / height, 0.9, ROW * len(bars) / height))
    _rows(axes, bars, bold, medium)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _rows(axes: "Axes", bars: list[Bar], bold: Any, medium: Any) -> None:
    """One row a bar, all rows equally high, so that a single bar does not fill the picture."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(bars), 0)
    best = max(max(bar.amount, bar.usual or 0) for bar in bars)
    for row, bar in enumerate(bars):
        label = textwrap.shorten(bar.label, LONGEST_LABEL, placeholder="…")
        axes.text(0, row + 0.28, label, font=medium, fontsize=13, color=INK, va="center", parse_math=False)
        axes.barh(row + 0.68, 1, height=0.26, color="#f1effc")
        axes.barh(row + 0.68, max(bar.amount / best * 0.999, 0.01), height=0.26, color=ACCENT if row == 0 else QUIET)
        if bar.usual:
            axes.vlines(bar.usual / best * 0.997, row + 0.5, row + 0.86, color=INK, linewidth=2.5)
        axes.text(1, row + 0.28, f"{bar.amount:,}", font=bold, fontsize=14, color=INK, va="center", ha="right")


def _font(name: str) -> Any:
    """The house's own text face; charts and flyers speak with one voice."""
    from matplotlib.font_manager import FontProperties

    with as_file(files("core.templates").joinpath("fonts", "inter", name)) as path:
        return FontProperties(fname=str(path))
