"""How late things were: the middle, the slow end, the worst, and whether anything came too early."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Spread:
    """Seconds, sorted."""

    seconds: tuple[float, ...]

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Spread":
        return cls(tuple(sorted(seconds)))

    def at(self, share: float) -> float:
        """The smallest value that at least this share of all do not exceed."""
        return self.seconds[max(0, ceil(share * len(self.seconds)) - 1)]

    @property
    def p50(self) -> float:
        return self.at(0.50)

    @property
    def p99(self) -> float:
        return self.at(0.99)

    @property
    def worst(self) -> float:
        return self.seconds[-1]

    @property
    def early(self) -> int:
        """How many came before their time."""
        return sum(1 for value in self.seconds if value < 0)

    @property
    def words(self) -> str:
        """p50 / p99 / max in a unit that fits, and the early ones, if any."""
        unit, factor = ("s", 1.0) if self.worst >= 10 else ("ms", 1000.0)
        shown = " / ".join(_rounded(value * factor) for value in (self.p50, self.p99, self.worst))
        early = f", {self.early} early by up to {-self.seconds[0] * 1000:,.0f} ms" if self.early else ""
        return f"{shown} {unit} (n = {len(self.seconds)}{early})"


def _rounded(value: float) -> str:
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"
