"""Charts drawn with matplotlib, off the event loop; imported on first use because it is heavy."""

import asyncio
import io
import textwrap
from collections.abc import Sequence

from core.ports.charts import Bar

ACCENT, QUIET, INK = "#5b3df5", "#d9d4f7", "#1d1b26"
WIDTH_INCHES, DOTS_PER_INCH = 8.0, 150


class MatplotlibCharts:
    """One accent colour, no frame, numbers at the bars: readable on a phone."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def bars(self, title: str, bars: Sequence[Bar]) -> bytes:
        async with self._one_at_a_time:
            return await asyncio.to_thread(_draw, title, list(bars))


def _draw(title: str, bars: list[Bar]) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = 1.4 + 0.62 * len(bars)
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=DOTS_PER_INCH, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    best = max(bar.amount for bar in bars)
    labels = [textwrap.fill(textwrap.shorten(bar.label, 60, placeholder="…"), 30) for bar in bars]
    drawn = axes.barh(
        range(len(bars)),
        [bar.amount for bar in bars],
        height=0.62,
        color=[ACCENT if bar.amount == best else QUIET for bar in bars],
    )
    axes.bar_label(drawn, labels=[f"{bar.amount:,}" for bar in bars], padding=6, color=INK, fontsize=12, weight="bold")
    axes.set_yticks(range(len(bars)), labels, fontsize=11, color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, best * 1.15)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    figure.suptitle(title, x=0.02, ha="left", fontsize=16, weight="bold", color=INK)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()
