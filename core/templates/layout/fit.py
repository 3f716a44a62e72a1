"""Text that never breaks its box: wrapped and balanced, then shrunk to a floor, then cut with an ellipsis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from core.templates.layout.breaks import atoms, emergency_atoms
from core.templates.layout.clusters import clusters
from core.templates.layout.measure import Extent, Measure
from core.templates.layout.paragraph import Paragraph, words_of

ELLIPSIS = "…"
_BREATH = 0.05
"""Em of air that always stays between the ink of two lines."""
_FEWER_LINES_WIN = 0.93
"""A setting with fewer lines is preferred when its letters are at least this much of the largest possible."""


@dataclass(frozen=True)
class Setting:
    """How a text is to be set. Sizes in pixels, leading and tracking in em."""

    face: str
    size: float
    floor: float
    lines: int = 1
    leading: float = 1.1
    tracking: float = 0.0
    mode: Literal["wrap", "stack"] = "wrap"
    """"stack" makes every line as wide as the box, each in its own size."""


@dataclass(frozen=True)
class Line:
    text: str
    size: float
    baseline: float
    """Pixels below the top of the block."""
    extent: Extent

    @property
    def width(self) -> float:
        return self.extent.advance * self.size


@dataclass(frozen=True)
class Block:
    """Fitted lines. The block reaches from the top of its first capitals to its last baseline."""

    lines: tuple[Line, ...] = ()
    height: float = 0.0
    overhang: float = 0.0
    """Ink below the last baseline, in pixels."""
    cut: bool = False

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)


@lru_cache(maxsize=512)
def fit(text: str, width: float, height: float, setting: Setting, measure: Measure) -> Block:
    """Set `text` as large as `width` x `height` pixels and the setting allow; empty text gives an empty block."""
    parts = atoms(text)
    if not parts:
        return Block()
    extents = _Extents(setting, measure)
    paragraph = Paragraph.of(parts, extents.advance, setting.tracking)
    best: Block | None = None
    for count in range(1, setting.lines + 1):
        rows = [words_of(row) for row in paragraph.balanced(count)]
        block = extents.block(rows, width, height)
        if best is None or _score(block, setting) * _FEWER_LINES_WIN > _score(best, setting):
            best = block
    if best and min(line.size for line in best.lines) >= setting.floor:
        return best
    return _at_floor(paragraph, width, height, extents)


def _score(block: Block, setting: Setting) -> float:
    """What makes one setting better than another: bigger letters; for a stack, more of the box covered."""
    if setting.mode == "stack":
        return sum(line.width * line.size for line in block.lines)
    return min(line.size for line in block.lines)


@dataclass(frozen=True)
class _Extents:
    """A setting with its ruler: sizes rows and assembles them into blocks."""

    setting: Setting
    measure: Measure

    def of(self, text: str) -> Extent:
        return self.measure.extent(text, self.setting.face, self.setting.tracking)

    def advance(self, text: str) -> float:
        return self.of(text).advance

    def block(self, rows: Sequence[str], width: float, height: float) -> Block:
        """The rows at the largest sizes that fit."""
        extents = [self.of(row) for row in rows]
        widths = [max(extent.advance, 0.01) for extent in extents]
        if self.setting.mode == "stack":
            sizes = [min(self.setting.size, width / each) for each in widths]
        else:
            sizes = [min(self.setting.size, width / max(widths))] * len(rows)
        block = self._stacked(rows, extents, sizes)
        tall = block.height + block.overhang
        if tall <= height:
            return block
        return self._stacked(rows, extents, [size * height / tall for size in sizes])

    def assemble(self, rows: Sequence[str], sizes: Sequence[float]) -> Block:
        """Put rows of given sizes below each other, no ink touching."""
        return self._stacked(rows, [self.of(row) for row in rows], sizes)

    def _stacked(self, rows: Sequence[str], extents: Sequence[Extent], sizes: Sequence[float]) -> Block:
        cap = self.measure.cap_height(self.setting.face)
        lines: list[Line] = []
        baseline = 0.0
        for row, extent, size in zip(rows, extents, sizes, strict=True):
            top = max(cap, extent.ascent) * size
            baseline += top if not lines else self._step(lines[-1], size, top)
            lines.append(Line(row, size, baseline, extent))
        return Block(tuple(lines), baseline, lines[-1].extent.descent * lines[-1].size)

    def _step(self, before: Line, size: float, top: float) -> float:
        """Distance of two baselines: the leading, or more where the ink would touch."""
        touching = before.extent.descent * before.size + top + _BREATH * min(size, before.size)
        if self.setting.mode == "stack":
            cap = self.measure.cap_height(self.setting.face)
            return max(touching, top + max(self.setting.leading - cap, _BREATH) * min(size, before.size))
        return max(self.setting.leading * size, touching)


def _at_floor(paragraph: Paragraph, width: float, height: float, extents: _Extents) -> Block:
    """At the smallest size allowed: break inside words if need be, then drop what is left over."""
    size = extents.setting.floor
    limit = width / size
    whole = [
        piece
        for atom in paragraph.atoms
        for piece in ([atom] if extents.advance(atom.text) <= limit else emergency_atoms(atom.text, atom.spaced))
    ]
    broken = Paragraph.of(whole, extents.advance, extents.setting.tracking)
    rows = [words_of(row) for row in broken.greedy(limit)]
    fitting = max(1, _rows_that_fit(rows, size, height, extents))
    if fitting >= len(rows):
        even = [words_of(row) for row in broken.balanced(len(rows))]
        return extents.assemble(even, [size] * len(even))
    last = shorten(" ".join(rows[fitting - 1 : fitting + 1]), limit, extents.advance)
    kept = [*rows[: fitting - 1], last]
    return replace(extents.assemble(kept, [size] * len(kept)), cut=True)


def _rows_that_fit(rows: Sequence[str], size: float, height: float, extents: _Extents) -> int:
    """How many of the rows the lines allowed and the height take."""
    fitting = 0
    for count in range(1, min(len(rows), extents.setting.lines) + 1):
        block = extents.assemble(rows[:count], [size] * count)
        if block.height <= height:
            fitting = count
    return fitting


def shorten(text: str, limit: float, advance: Callable[[str], float]) -> str:
    """Drop letters from the end until the text with an ellipsis is at most `limit` wide."""
    kept = clusters(text)
    while kept and advance("".join(kept).rstrip() + ELLIPSIS) > limit:
        kept.pop()
    return "".join(kept).rstrip(" -–—/,.·") + ELLIPSIS
