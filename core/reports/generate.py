"""One report: totals with how many posts they are of, phases, events, accounts, designs, and against the time before.

A number nobody told is None, and so is a sum of nothing but those: a page shows a dash. What is compared is said with
its sample, and called a change only where it is one (core/insights/compare.py).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer
from core.insights.compare import ENOUGH, Range, Verdict, differ, range_of
from core.insights.past import RIPE
from core.posts.model import Format, Post
from core.reports.accounts import UserInsights, get_user_insights
from core.reports.designs import DesignRank, rank_designs
from core.reports.performance import CLICKS, METRICS, PostPerformance, performances
from core.reports.span import DAY, Span
from core.timing.optimal import OptimalTime, best_times
from core.workspaces.model import Workspace


@dataclass(frozen=True)
class Total:
    """value: the sum over the posts that have it, None where none has; measured: how many those are."""

    value: int | None
    measured: int


@dataclass(frozen=True)
class Part:
    """Some posts of the report: a phase's, or an event's."""

    title: str
    posts: int
    reach: Total
    """Whether people asked for it or not: charts are of it."""
    totals: Mapping[str, Total]


@dataclass(frozen=True)
class Bucket:
    """The posts that went out from one day to another (both included)."""

    first: date
    last: date
    posts: int
    reach: Total


@dataclass(frozen=True)
class Comparison:
    """What a usual post reached, against the span before: posts older than two days, each against its format's usual.

    Ranges are of people; the verdict is of the ratios.
    """

    verdict: Verdict
    now: Range | None
    before: Range | None
    times: float


@dataclass(frozen=True)
class AnalyticsReport:
    """What generate_report answers with; everything a card, a file or a page shows of a span."""

    team: str
    span: Span
    zone: str
    made_at: datetime
    metrics: tuple[str, ...]
    posts: tuple[PostPerformance, ...]
    """In the order of time."""
    totals: Mapping[str, Total]
    phases: tuple[Part, ...]
    """The one that reached most first."""
    events: tuple[Part, ...]
    buckets: tuple[Bucket, ...]
    """Days, weeks or months, whichever makes a chart one can read."""
    against: Comparison
    accounts: tuple[UserInsights, ...]
    designs: tuple[DesignRank, ...]
    best_times: tuple[tuple[str, tuple[OptimalTime, ...]], ...]
    """(account, its best hours of the week by all that is known now)."""

    @property
    def best(self) -> PostPerformance | None:
        told = [post for post in self.posts if post.value("reach")]
        return max(told, key=lambda post: (post.value("reach") or 0, post.at), default=None)


def chosen_metrics(names: Collection[str]) -> tuple[str, ...]:
    """In our order; all of them for none. Raises InvalidAnswer for one nobody knows."""
    if unknown := [name for name in names if name not in METRICS]:
        raise InvalidAnswer(f"I don't know the number “{unknown[0][:40]}”.", field="metrics")
    return tuple(name for name in METRICS if not names or name in names)


async def generate_report(
    session: AsyncSession, workspace: Workspace, span: Span, metrics: Collection[str], now: datetime
) -> AnalyticsReport:
    """A dozen queries, whatever the span. Raises InvalidAnswer for a number nobody knows."""
    chosen = chosen_metrics(metrics)
    since, until = span.moments(workspace.time_zone)
    earlier, _ = span.before.moments(workspace.time_zone)
    both = await performances(session, workspace.id, Post.published_at >= earlier, Post.published_at < until)
    posts = [post for post in both if post.at >= since]
    return AnalyticsReport(
        team=workspace.name,
        span=span,
        zone=workspace.time_zone,
        made_at=now,
        metrics=chosen,
        posts=tuple(posts),
        totals=_totals(posts, chosen),
        phases=_parts(posts, lambda post: post.title.partition(":")[0], chosen),
        events=_parts(posts, lambda post: post.event, chosen),
        buckets=buckets(posts, span, workspace.time_zone),
        against=_against(posts, [post for post in both if post.at < since], now),
        accounts=await get_user_insights(session, workspace.id, span, workspace.time_zone),
        designs=await rank_designs(session, workspace.id, posts),
        best_times=tuple(await best_times(session, workspace.id, workspace.time_zone, now)),
    )


def _totals(posts: Sequence[PostPerformance], metrics: Sequence[str]) -> Mapping[str, Total]:
    """Clicks of a phase stand at each of its posts, and are counted once."""
    once = list({(post.campaign_id, post.phase): post for post in posts}.values())
    return {name: _total(once if name == CLICKS else posts, name) for name in metrics}


def _total(posts: Sequence[PostPerformance], metric: str) -> Total:
    told = [value for post in posts if (value := post.value(metric)) is not None]
    return Total(sum(told) if told else None, len(told))


def _parts(
    posts: Sequence[PostPerformance], name: Callable[[PostPerformance], str], metrics: Sequence[str]
) -> tuple[Part, ...]:
    parted: defaultdict[str, list[PostPerformance]] = defaultdict(list)
    for post in posts:
        parted[name(post)].append(post)
    parts = [Part(title, len(some), _total(some, "reach"), _totals(some, metrics)) for title, some in parted.items()]
    return tuple(sorted(parts, key=lambda part: (-(part.reach.value or 0), part.title)))


def buckets(posts: Sequence[PostPerformance], span: Span, zone: str) -> tuple[Bucket, ...]:
    """By the day for two weeks, by the week for a quarter of a year, else by the month."""
    here, edges = ZoneInfo(zone), [span.first]
    while (following := _next_edge(edges[-1], span)) <= span.last:
        edges.append(following)
    made = []
    for first, following in zip(edges, [*edges[1:], span.last + DAY], strict=True):
        inside = [post for post in posts if first <= post.at.astimezone(here).date() < following]
        made.append(Bucket(first, following - DAY, len(inside), _total(inside, "reach")))
    return tuple(made)


def _next_edge(day: date, span: Span) -> date:
    if span.days <= 14:
        return day + DAY
    if span.days <= 95:
        return day + (7 - day.weekday()) * DAY
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _against(now: Sequence[PostPerformance], before: Sequence[PostPerformance], at: datetime) -> Comparison:
    """A reel's reach does not make a month good: each counts against the usual of its account and format."""
    kinds: defaultdict[tuple[UUID | None, Format], list[int]] = defaultdict(list)
    ripe = [
        [post for post in some if post.at <= at - RIPE and post.value("reach") is not None] for some in (now, before)
    ]
    for post in (*ripe[0], *ripe[1]):
        kinds[post.account_id, post.format].append(post.value("reach") or 0)
    usual = {kind: median(reached) for kind, reached in kinds.items() if len(reached) >= ENOUGH}
    these, others = ([_relative(post, usual) for post in some] for some in ripe)
    told, then = ([one for one in some if one is not None] for some in (these, others))
    reached = [range_of([post.value("reach") or 0 for post in some]) for some in ripe]
    times = median(told) / median(then) if told and then and median(then) else 1.0
    return Comparison(differ(told, then), reached[0], reached[1], times)


def _relative(post: PostPerformance, usual: Mapping[tuple[UUID | None, Format], float]) -> float | None:
    its = usual.get((post.account_id, post.format))
    return (post.value("reach") or 0) / its if its else None
