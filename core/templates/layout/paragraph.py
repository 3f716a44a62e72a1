"""Breaking a text into lines: greedily for a width, or balanced for a number of lines."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.templates.layout.breaks import Atom

Rows = list[list[Atom]]


def words_of(row: Sequence[Atom]) -> str:
    """The text of one line."""
    return "".join(atom.text + (" " if atom.spaced else "") for atom in row).rstrip(" ")


@dataclass(frozen=True)
class Paragraph:
    """Atoms with their widths in em, and the width of a space."""

    atoms: tuple[Atom, ...]
    widths: tuple[float, ...]
    space: float

    @classmethod
    def of(cls, atoms: Sequence[Atom], width_of: Callable[[str], float], tracking: float) -> "Paragraph":
        space = width_of("n n") - width_of("nn") + tracking
        return cls(tuple(atoms), tuple(width_of(atom.text) + tracking for atom in atoms), space)

    def greedy(self, limit: float) -> Rows:
        """As few lines as fit `limit` em; an atom wider than that stands alone."""
        rows: Rows = [[]]
        filled = 0.0
        for atom, width in zip(self.atoms, self.widths, strict=True):
            if rows[-1] and filled + width > limit:
                rows.append([])
                filled = 0.0
            rows[-1].append(atom)
            filled += width + (self.space if atom.spaced else 0.0)
        return rows

    def balanced(self, lines: int) -> Rows:
        """At most `lines` lines of widths as equal as can be: the narrowest limit that needs no more of them."""
        limits = self._limits
        return self.greedy(limits[bisect_left(limits, True, key=lambda limit: len(self.greedy(limit)) <= lines)])

    @cached_property
    def _limits(self) -> list[float]:
        """The width of everything that could be a line, from the widest atom on: the only limits that matter."""
        narrow, limits = max(self.widths), set()
        for first in range(len(self.atoms)):
            filled = 0.0
            for atom, width in zip(self.atoms[first:], self.widths[first:], strict=True):
                limits.add(max(narrow, filled + width))
                filled += width + (self.space if atom.spaced else 0.0)
        return sorted(limits)
