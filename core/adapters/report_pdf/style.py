"""Colours, faces and measures of a page. All lengths are inches, all type sizes points."""

from functools import cache
from importlib.resources import as_file, files
from typing import Any

from core.templates.fonts.coverage import coverage

ACCENT, QUIET, INK, SOFT, PALE, LINE = "#5b3df5", "#cfc8f6", "#1d1b26", "#6b667d", "#f6f5fd", "#e4e1f2"
WIDTH, HEIGHT = 8.27, 11.69
LEFT, RIGHT = 0.7, WIDTH - 0.7
TOP, BOTTOM = 0.75, HEIGHT - 0.8
INNER = RIGHT - LEFT
GAP = 0.28
INCH = 72.0
"""Points."""
DASH = "–"
"""What nobody told."""

MEDIUM, BOLD = "medium", "bold"
_FILES = {MEDIUM: "inter/medium.ttf", BOLD: "inter/bold.ttf"}
_FALLBACK = (
    "noto-sans-hebrew/extrabold.ttf",
    "noto-sans-arabic/extrabold.ttf",
    "noto-sans-thai/extrabold.ttf",
    "noto-sans-devanagari/extrabold.ttf",
)
"""Names of artists come in every script."""


def _path(name: str) -> Any:
    with as_file(files("core.templates").joinpath("fonts", *name.split("/"))) as path:
        return path


@cache
def face(weight: str) -> Any:
    """One of our faces, with the others behind it; under names of ours, so that none of the machine's is taken."""
    from matplotlib.font_manager import FontEntry, FontProperties, fontManager

    names = [f"Rite {weight} {place}" for place in range(len(_FALLBACK) + 1)]
    for name, file in zip(names, (_FILES[weight], *_FALLBACK), strict=True):
        fontManager.ttflist.append(FontEntry(fname=str(_path(file)), name=name, style="normal", size="scalable"))
    return FontProperties(family=names)


def printable(text: str) -> str:
    """Without what no face of ours can show, emoji above all: a box says less than nothing."""
    faces = [coverage(_path(name)) for name in (_FILES[MEDIUM], *_FALLBACK)]
    kept = "".join(letter for letter in text if letter.isspace() or any(one.has(letter) for one in faces))
    return " ".join(kept.split())
