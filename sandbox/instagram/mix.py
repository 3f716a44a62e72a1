"""Trouble by chance: for every call a seeded draw, so that the same seed troubles the same calls of each account."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.world import Fault


@dataclass
class Mix:
    """How often what goes wrong, by operation: `{operation: {kind of fault: chance}}`.

    details are those of a fault (faults.py), by kind; a pair of numbers stands for anything between them.
    """

    seed: int = 0
    chances: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    details: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    drawn: Counter[str] = field(default_factory=Counter)
    """How many faults of each kind there were."""
    _calls: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)

    def draw(self, platform: str, account: str, operation: str) -> Fault | None:
        """What goes wrong with an account's next call of this operation; None when all is well."""
        chances = self.chances.get(operation)
        if not chances:
            return None
        self._calls[account, operation] += 1
        luck = Random(f"{self.seed} {account} {operation} {self._calls[account, operation]}")  # noqa: S311 - keeps no secret
        left = luck.random()
        for kind, chance in chances.items():
            left -= chance
            if left < 0:
                self.drawn[kind] += 1
                return Fault(platform, operation, kind, details=self._details(kind, luck))
        return None

    def _details(self, kind: str, luck: Random) -> dict[str, Any]:
        wished = self.details.get(kind, {})
        return {name: luck.uniform(*value) if isinstance(value, list) else value for name, value in wished.items()}
