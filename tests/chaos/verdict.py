"""What a judge found: every kind of wrong counted, each with its posts by name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 12


class Wrong(StrEnum):
    """What must never happen to a post; the names are the verdict's fields."""

    DOUBLED = "doubled"
    """More than one live medium."""
    LOST = "lost"
    """Due and approved, not live, nobody was told, and nothing will ever bring it."""
    STUCK = "stuck"
    """Due, neither ended nor moving."""
    ABSENT = "says_published_but_absent"
    LIVE_ALL_THE_SAME = "says_failed_but_live"
    WRONGLY_BOUND = "wrongly_bound"
    """It names the medium of another post, or one medium is named by two."""
    UNAPPROVED = "unapproved"
    """Something is live that nobody said yes to."""
    TOO_LATE = "after_not_after"
    EARLY = "early"
    UNTOLD = "untold"
    """How it ended was not told, or told more than once in one place."""
    KEPT_BACK = "kept_back"
    """Whoever asked knows that nothing should have kept it from going live, and it is not."""


@dataclass(frozen=True)
class Finding:
    """One wrong of one post."""

    wrong: Wrong
    post_id: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.wrong.value}: {self.post_id} {self.words}".strip()


@dataclass(frozen=True)
class Lateness:
    """Seconds from due to live."""

    p50: float = 0.0
    p99: float = 0.0
    max: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Numbers of posts; `findings` names them."""

    posts: int
    published: int
    unconfirmed: int
    """Not wrong by itself: people were asked."""
    doubled: int = 0
    lost: int = 0
    stuck: int = 0
    says_published_but_absent: int = 0
    says_failed_but_live: int = 0
    wrongly_bound: int = 0
    unapproved: int = 0
    after_not_after: int = 0
    early: int = 0
    untold: int = 0
    kept_back: int = 0
    lateness: Lateness = Lateness()
    findings: tuple[Finding, ...] = ()

    @property
    def clean(self) -> bool:
        """Nothing wrong at all."""
        return not self.findings

    def __str__(self) -> str:
        """One line of figures, and below it what they are about."""
        wrongs = ", ".join(f"{wrong.value} {getattr(self, wrong.value)}" for wrong in Wrong)
        late = f"late p50 {self.lateness.p50:.3f} s, p99 {self.lateness.p99:.3f} s, max {self.lateness.max:.3f} s"
        told = f"posts {self.posts}, published {self.published}, unconfirmed {self.unconfirmed}, {wrongs}, {late}"
        more = [f"... and {len(self.findings) - SHOWN} more"] if len(self.findings) > SHOWN else []
        return "\n".join([told, *map(str, self.findings[:SHOWN]), *more])


def verdict(
    *, posts: int, published: int, unconfirmed: int, late: Sequence[float], findings: Iterable[Finding]
) -> Verdict:
    """Count what was found; a post counts once for each kind of wrong."""
    found = tuple(dict.fromkeys(findings))
    counts = Counter(wrong for wrong, _ in {(finding.wrong, finding.post_id) for finding in found})
    return Verdict(
        posts=posts,
        published=published,
        unconfirmed=unconfirmed,
        lateness=_lateness(sorted(late)),
        findings=found,
        **{wrong.value: counts[wrong] for wrong in Wrong},
    )


def _lateness(seconds: Sequence[float]) -> Lateness:
    if not seconds:
        return Lateness()
    last = len(seconds) - 1
    return Lateness(p50=seconds[last // 2], p99=seconds[last * 99 // 100], max=seconds[last])
