"""What makes a difference to how many people a post reaches, and whether it really does: pure.

The rule. Two kinds of posts differ when there are ENOUGH of either, their medians are a fifth apart, and chance alone
would part them so far less than once in a hundred times (Mann and Whitney's rank test, which one post that went around
the world does not sway). Whoever asks many questions at once is answered more strictly: the hundredth is shared among
them (Bonferroni). Anything less is called no difference, and too few posts are called too few.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import NormalDist, median, quantiles
from uuid import UUID

from core.posts.model import Format
from core.timing.week import apart

ENOUGH = 6
"""Fewer posts than this are told, and nothing is concluded from them."""
BY_CHANCE = 0.01
WORTH_SAYING = 1.2
FAR_OUT = 3.0
"""So many times the usual scatter away from the middle, a single post is not as usual."""
LEAST_SCATTER = math.log(1.1)
"""Posts that happen to have come out alike do not make the next one a surprise."""
AS_DEVIATION = 1.4826
"""What a median deviation is multiplied by to be one of the bell curve's."""
DAY_HOURS = 24


class Verdict(StrEnum):
    TOO_FEW = "too_few"
    AS_USUAL = "as_usual"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True)
class Outcome:
    """What one post came to; at_local: when it went out, wall time at its venue; reached: people; account: whose."""

    phase: str
    format: Format
    template: str
    tone: str
    at_local: datetime
    reached: int
    account: UUID | None = None


@dataclass(frozen=True)
class Range:
    """How some posts came out: half of them lie between low and high."""

    posts: int
    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """Posts that share a trait. times: how often the others' reach theirs is, each against the usual of its kind."""

    trait: "Trait"
    key: str
    reach: Range
    others: int
    times: float
    verdict: Verdict


class Trait(StrEnum):
    PHASE = "phase"
    FORMAT = "format"
    TEMPLATE = "template"
    TONE = "tone"
    WEEKDAY = "weekday"
    HOUR = "hour"


_KEYS: Mapping[Trait, Callable[[Outcome], str]] = {
    Trait.PHASE: lambda one: one.phase,
    Trait.FORMAT: lambda one: one.format.value,
    Trait.TEMPLATE: lambda one: one.template,
    Trait.TONE: lambda one: one.tone,
    Trait.WEEKDAY: lambda one: str(one.at_local.weekday()),
    Trait.HOUR: lambda one: str(one.at_local.hour),
}


def range_of(values: Sequence[float]) -> Range | None:
    """Median and quartiles; None of nothing."""
    if not values:
        return None
    if len(values) == 1:
        return Range(1, values[0], values[0], values[0])
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Range(len(values), middle, low, high)


def against_past(value: float, past: Sequence[float]) -> Verdict:
    """Whether one post is out of the ordinary for what came before it."""
    if len(past) < ENOUGH:
        return Verdict.TOO_FEW
    usual = [math.log1p(one) for one in past]
    middle = median(usual)
    scatter = max(AS_DEVIATION * median(abs(one - middle) for one in usual), LEAST_SCATTER)
    away = math.log1p(value) - middle
    if abs(away) < max(FAR_OUT * scatter, math.log(WORTH_SAYING)):
        return Verdict.AS_USUAL
    return Verdict.MORE if away > 0 else Verdict.LESS


def differ(these: Sequence[float], others: Sequence[float], *, questions: int = 1) -> Verdict:
    """Whether these are more or less than the others, by the rule above; questions: how many are asked at once."""
    if min(len(these), len(others)) < ENOUGH:
        return Verdict.TOO_FEW
    times = ratio(these, others)
    if 1 / WORTH_SAYING < times < WORTH_SAYING or chance(these, others) >= BY_CHANCE / questions:
        return Verdict.AS_USUAL
    return Verdict.MORE if times > 1 else Verdict.LESS


def ratio(these: Sequence[float], others: Sequence[float]) -> float:
    """How often the others' median theirs is; 1.0 where nobody was reached."""
    usual = median(others) if others else 0
    return median(these) / usual if these and usual else 1.0


def chance(these: Sequence[float], others: Sequence[float]) -> float:
    """How likely mere chance parts them so far or farther: two-sided, by ranks, corrected for ties and continuity."""
    n, m = len(these), len(others)
    counted = Counter([*these, *others])
    rank, before = {}, 0
    for value in sorted(counted):
        rank[value] = before + (counted[value] + 1) / 2
        before += counted[value]
    wins = sum(rank[value] for value in these) - n * (n + 1) / 2
    tied = sum(count**3 - count for count in counted.values()) / ((n + m) * (n + m - 1))
    scatter = math.sqrt(n * m / 12 * (n + m + 1 - tied))
    if not scatter:
        return 1.0
    away = max(abs(wins - n * m / 2) - 0.5, 0) / scatter
    return 2 * (1 - NormalDist().cdf(away))


def compare(outcomes: Iterable[Outcome], trait: Trait) -> tuple[Group, ...]:
    """Every group by one trait against all others, the one that reaches most first."""
    fair = _fair(outcomes, trait)
    parted: defaultdict[str, list[tuple[Outcome, float]]] = defaultdict(list)
    for one, relative in fair:
        parted[_KEYS[trait](one)].append((one, relative))
    questions = len(Trait) * max(1, sum(len(group) >= ENOUGH for group in parted.values()))
    groups = []
    for key, group in parted.items():
        rest = [relative for one, relative in fair if _KEYS[trait](one) != key]
        groups.append(_group(trait, key, group, rest, questions))
    return tuple(sorted(groups, key=lambda group: (-group.times, group.key)))


def best_hour(outcomes: Iterable[Outcome]) -> Group | None:
    """The hour of the day that stands out, if one does; hours with few posts lean on the hours beside them."""
    fair = _fair(outcomes, Trait.HOUR)
    by_hour = [[pair for pair in fair if pair[0].at_local.hour == hour] for hour in range(DAY_HOURS)]
    asked: dict[int, int] = {}
    for hour in range(DAY_HOURS):
        for reach in (0, 1):
            if by_hour[hour] and sum(len(by_hour[near % DAY_HOURS]) for near in _around(hour, reach)) >= ENOUGH:
                asked.setdefault(hour, reach)
    found: list[tuple[float, Group]] = []
    for hour, reach in asked.items():
        near = [pair for pair in fair if apart(pair[0].at_local.hour, hour) <= reach]
        rest = [relative for one, relative in fair if apart(one.at_local.hour, hour) > reach]
        group = _group(Trait.HOUR, str(hour), near, rest, len(Trait) * len(asked))
        if group.verdict is Verdict.MORE:
            found.append((chance([relative for _, relative in near], rest), group))
    return min(found, key=lambda pair: (pair[0], -pair[1].times, int(pair[1].key)))[1] if found else None


def stand_out(outcomes: Sequence[Outcome]) -> tuple[Group, ...]:
    """All that makes a difference, the greatest first; nothing where nothing does."""
    hour = best_hour(outcomes)
    traits = [trait for trait in Trait if trait is not Trait.HOUR]
    found = [group for trait in traits for group in _once(compare(outcomes, trait)) if group.key]
    clear = [group for group in found if group.verdict in (Verdict.MORE, Verdict.LESS)]
    groups = [*clear, *([hour] if hour else [])]
    return tuple(sorted(groups, key=lambda group: (-abs(math.log(group.times)), group.trait, group.key)))


def _once(groups: Sequence[Group]) -> Sequence[Group]:
    """Of two groups alone, one says it all: the other is the same the other way round."""
    return groups[:1] if len(groups) == 2 else groups


def _around(hour: int, reach: int) -> range:
    return range(hour - reach, hour + reach + 1)


def _fair(outcomes: Iterable[Outcome], trait: Trait) -> list[tuple[Outcome, float]]:
    """Each with its reach against the usual of its account and format: a reel's does not speak for its hour.

    What there is too little of has no usual yet. Formats themselves are compared within their account.
    """
    given = list(outcomes)
    kinds: defaultdict[tuple[UUID | None, Format | None], list[int]] = defaultdict(list)
    for one in given:
        kinds[_kind(one, trait)].append(one.reached)
    usual = {kind: median(reached) for kind, reached in kinds.items() if len(reached) >= ENOUGH}
    told = [(one, usual.get(_kind(one, trait))) for one in given]
    return [(one, one.reached / its) for one, its in told if its]


def _kind(one: Outcome, trait: Trait) -> tuple[UUID | None, Format | None]:
    return one.account, None if trait is Trait.FORMAT else one.format


def _group(
    trait: Trait, key: str, group: Sequence[tuple[Outcome, float]], rest: Sequence[float], questions: int
) -> Group:
    relative = [value for _, value in group]
    reach = range_of([one.reached for one, _ in group])
    assert reach is not None  # noqa: S101 - a group has posts
    return Group(trait, key, reach, len(rest), ratio(relative, rest), differ(relative, rest, questions=questions))
