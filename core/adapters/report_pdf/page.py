"""Pages that fill up from top to bottom: whoever draws asks for room first and gets the height to draw at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.adapters.report_pdf.style import (
    BOLD,
    BOTTOM,
    HEIGHT,
    INCH,
    INK,
    LEFT,
    MEDIUM,
    RIGHT,
    SOFT,
    TOP,
    WIDTH,
    face,
    printable,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE_HEIGHT = 1.42


class Pages:
    """All pages of one file; `at` is how far down the last one is full."""

    def __init__(self) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        ruler = FigureCanvasAgg(Figure(dpi=INCH))
        self._ruler: Any = ruler.get_renderer()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
        self.figures: list[Figure] = []
        self.at = TOP
        self._axes: Any = None
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(HEIGHT, 0)
        self.figures.append(figure)
        self.at = TOP

    def room(self, height: float) -> float:
        """Where to draw something so high: here, or on top of the next page."""
        if self.at + height > BOTTOM and self.at > TOP:
            self.turn()
        top = self.at
        self.at += height
        return top

    def width_of(self, text: str, size: float, weight: str = MEDIUM) -> float:
        font = face(weight).copy()
        font.set_size(size)
        width, _, _ = self._ruler.get_text_width_height_descent(printable(text), font, ismath=False)
        return float(width) / INCH

    def fitted(self, text: str, width: float, size: float, weight: str = MEDIUM) -> str:
        """As much of a text as there is room for, with a sign that it goes on."""
        text = printable(text)
        if self.width_of(text, size, weight) <= width:
            return text
        short, long = 0, len(text)
        while short < long:
            middle = (short + long + 1) // 2
            if self.width_of(f"{text[:middle].rstrip()}…", size, weight) <= width:
                short = middle
            else:
                long = middle - 1
        return f"{text[:short].rstrip()}…"

    def wrapped(self, text: str, width: float, size: float, weight: str = MEDIUM) -> list[str]:
        """Lines no wider than that; a word that is too wide alone is cut."""
        lines = [""]
        for word in printable(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width_of(longer, size, weight) > width:
                lines.append(self.fitted(word, width, size, weight))
            else:
                lines[-1] = longer if lines[-1] else self.fitted(word, width, size, weight)
        return lines

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: str = MEDIUM,
        color: str = INK,
        align: str = "left",
    ) -> None:
        """One line, its middle at that height. Nobody's words are taken for a formula."""
        self._axes.text(
            x,
            y,
            text,
            fontproperties=face(weight),
            fontsize=size,
            color=color,
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def paragraph(self, text: str, size: float, *, weight: str = MEDIUM, color: str = INK, width: float = 0.0) -> None:
        step = size * LINE_HEIGHT / INCH
        for line in self.wrapped(text, width or RIGHT - LEFT, size, weight):
            self.write(LEFT, self.room(step) + step / 2, line, size, weight=weight, color=color)

    def heading(self, text: str, after: float) -> None:
        """A title that stays with what follows it: `after` inches are kept free."""
        if self.at + 0.3 + after > BOTTOM:
            self.turn()
        self.write(LEFT, self.room(0.34) + 0.13, self.fitted(text, RIGHT - LEFT, 12, BOLD), 12, weight=BOLD)

    def box(self, x: float, y: float, width: float, height: float, color: str, *, round_by: float = 0.0) -> None:
        from matplotlib.patches import FancyBboxPatch, Rectangle

        if width <= 0 or height <= 0:
            return
        if round_by:
            style = f"round,pad=0,rounding_size={min(round_by, width / 2, height / 2)}"
            shape: Any = FancyBboxPatch((x, y), width, height, boxstyle=style, linewidth=0, facecolor=color)
        else:
            shape = Rectangle((x, y), width, height, linewidth=0, facecolor=color)
        self._axes.add_patch(shape)

    def numbered(self, words: str, left: str) -> Iterator["Figure"]:
        """Every page with its foot, once all are drawn."""
        for number, figure in enumerate(self.figures, start=1):
            self._axes = figure.axes[0]
            self.write(LEFT, HEIGHT - 0.45, self.fitted(left, 5.0, 8), 8, color=SOFT)
            said = words.format(n=number, all=len(self.figures))
            self.write(RIGHT, HEIGHT - 0.45, said, 8, color=SOFT, align="right")
            yield figure
