"""Arms measured in turns, round by round: a noisy machine is noisy to all of them, and only ratios travel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median

Arm = Callable[[], Awaitable[float]]
"""One measurement of one arm; its unit is the arm's own (a rate, seconds), the same for all that are compared."""


@dataclass(frozen=True)
class Measured:
    """What each arm came to, round by round."""

    by_arm: Mapping[str, tuple[float, ...]]

    def middle(self, arm: str) -> float:
        """The median over all rounds: for information."""
        return median(self.by_arm[arm])

    def ratio(self, arm: str, against: str) -> float:
        """The median of the rounds' own ratios: what happened to a round happened to both of its arms."""
        return median(self.ratios(arm, against))

    def ratios(self, arm: str, against: str) -> list[float]:
        """Every round's own ratio."""
        return [ours / theirs for ours, theirs in zip(self.by_arm[arm], self.by_arm[against], strict=True) if theirs]


async def in_turns(arms: Mapping[str, Arm], rounds: int) -> Measured:
    """Measure every arm once a round; the order turns round each time, so that nobody is always first."""
    found: dict[str, list[float]] = {name: [] for name in arms}
    for number in range(rounds):
        for name in sorted(arms, key=list(arms).index, reverse=bool(number % 2)):
            found[name].append(await arms[name]())
    return Measured({name: tuple(values) for name, values in found.items()})
