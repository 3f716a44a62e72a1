"""What is said of a run: one line an arm, and what was found wrong."""

from collections import Counter
from dataclasses import dataclass, field

from chaos.verdict import Verdict

VOID_BELOW = 30.0
"""Doubled posts per 1,000: troubles that do not reach the usual designs prove nothing about ours."""


@dataclass(frozen=True)
class Outcome:
    """How one arm went."""

    arm: str
    posts: int
    doubled: int
    lost: int
    done: Counter[str]
    """What was done to it, by name."""
    seconds: float
    verdict: Verdict | None = None
    pick_up: float = 0.0
    """Seconds until the last of a dead process's posts was in other hands, at the longest."""
    rate: float = 1.0
    notes: list[str] = field(default_factory=list)

    @property
    def doubled_per_thousand(self) -> float:
        return 1000 * self.doubled / self.posts

    @property
    def clean(self) -> bool:
        return self.verdict is None or (self.verdict.clean and self.pick_up <= 60)

    def line(self) -> str:
        """Every figure of the arm."""
        struck = ", ".join(f"{name} {times}" for name, times in sorted(self.done.items()))
        words = [f"{self.arm}: posts {self.posts}, {struck}"]
        if self.verdict is None:
            words.append(f"doubled {self.doubled} ({self.doubled_per_thousand:.0f} per 1,000), lost {self.lost}")
        else:
            words.append(judged(self.verdict, self.rate))
            words.append(f"longest pick-up {self.pick_up:.1f} s")
        return "; ".join([*words, f"took {self.seconds:.0f} s"])


def judged(verdict: Verdict, rate: float) -> str:
    """A verdict in one line."""
    late = verdict.lateness
    real = "/".join(f"{seconds / rate:.2f}" for seconds in (late.p50, late.p99, late.max))
    service = "/".join(f"{seconds:.0f}" for seconds in (late.p50, late.p99, late.max))
    return (
        f"published {verdict.published}, doubled {verdict.doubled}, lost {verdict.lost}, stuck {verdict.stuck}, "
        f"says published but absent {verdict.says_published_but_absent}, "
        f"says failed but live {verdict.says_failed_but_live}, wrongly bound {verdict.wrongly_bound}, "
        f"unapproved {verdict.unapproved}, early {verdict.early}, after its time {verdict.after_not_after}, "
        f"unconfirmed (told) {verdict.unconfirmed}, untold {verdict.untold}; "
        f"late p50/p99/max {service} s of the service's time, {real} s real"
    )
