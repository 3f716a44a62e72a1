"""Cards of reports and links, at their emptiest and at their fullest."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from bot.cards.card import Card
from bot.cards.links import links_card
from bot.cards.report import report_card
from core.insights.compare import Range, Verdict
from core.links.queries import PhaseLink
from core.posts.model import Format
from core.reports.accounts import UserInsights
from core.reports.designs import DesignRank
from core.reports.generate import AnalyticsReport, Comparison, Part, Total, buckets
from core.reports.performance import METRICS, PostPerformance
from core.reports.span import DAY, Span
from core.timing.knowledge import Why
from core.timing.optimal import OptimalTime

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
WHY = Why(0.0, most=False, days=0, posts=0, times=1.0, about="club nights")
LINKS = tuple(
    PhaseLink(title, f"https://rite.example/l/abcdefgh{n}", 1_234 * n, live=n < 2)
    for n, title in enumerate(("Announcement", "Line-up", "Countdown") * 4)
)


def performance(number: int, event: str) -> PostPerformance:
    """Every fifth has no numbers yet."""
    at = datetime(2026, 10, 1 + number % 31, 18, number % 60, tzinfo=UTC)
    told = number % 5 != 4
    return PostPerformance(
        id=UUID(int=number),
        campaign_id=UUID(int=number % 3),
        account_id=UUID(int=1),
        event=event,
        title=("Announcement", "Line-up", "Countdown")[number % 3],
        phase=("announcement", "lineup", "last_call")[number % 3],
        format=list(Format)[number % 4],
        template="",
        account="@" + "a" * 30,
        at=at,
        at_local=at.replace(tzinfo=None),
        permalink="https://www.instagram.com/p/AbCdEfGhIjK/",
        numbers=dict.fromkeys(METRICS[:-1], 1_234 * (number + 1) if told else None) | {"saves": None},
        told_at=at if told else None,
        clicks=number * 11,
    )


def report(posts: int, event: str = "Warehouse Night", span: Span = OCTOBER) -> AnalyticsReport:
    told = tuple(performance(number, event if number % 2 else f"{event} II") for number in range(posts))
    reach = sum(post.value("reach") or 0 for post in told)
    total = Total(reach or None, sum(post.value("reach") is not None for post in told))
    totals = {name: Total(None, 0) if name == "saves" else total for name in METRICS}
    usual = Range(posts, 12_345.0, 9_876.0, 23_456.0) if posts else None
    return AnalyticsReport(
        team=event,
        span=span,
        zone="America/Argentina/ComodRivadavia",
        made_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        metrics=METRICS,
        posts=told,
        totals=totals,
        phases=tuple(Part(title, posts, total, totals) for title in ("Announcement", "Line-up")) if posts else (),
        events=(Part(event, posts, total, totals), Part(f"{event} II", 1, Total(None, 0), totals)) if posts else (),
        buckets=buckets(told, span, "Europe/Berlin"),
        against=Comparison(Verdict.MORE if posts > 1 else Verdict.TOO_FEW, usual, usual, 1.4),
        accounts=(
            UserInsights("a" * 30, 0, {}),
            UserInsights("warehouse", 31, {}, tuple((span.first + n * DAY, 1_000 + n) for n in range(31)), 999),
        )[: 1 + (posts > 1)],
        designs=(DesignRank("Neon poster", 12, 4.5, 2, usual), DesignRank(event, 1)) if posts else (),
        best_times=(
            (
                "@warehouse",
                tuple(OptimalTime(day, 20, 1.2, WHY) for day in (3, 5, 6)),
            ),
        ),
    )


def report_cards(wild: str) -> Iterator[tuple[str, Card]]:
    for count in (0, 1, len(LINKS)):
        yield f"{count} links", links_card(wild * 3, LINKS[:count], UUID(int=8))
    for posts in (0, 1, 60):
        yield f"report of {posts} posts in a month", report_card(report(posts, (wild * 3)[:120]), date(2026, 11, 22))
    yield "report of a year", report_card(report(60, wild, YEAR), date(2026, 11, 22))
