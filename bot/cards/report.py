"""A report as a card: what went out and reached whom, against the time before, with the files a press away."""

from datetime import date
from uuid import UUID

from bot.cards.card import Action, Bullet, Card, Chart, Fact, Line, Small, Style, Text
from bot.cards.report_words import (
    DONE,
    GROUPS,
    LABELS,
    SEEN,
    WAYS,
    best_in_words,
    bucket_in_words,
    compared_in_words,
    followers_in_words,
    group_in_words,
    span_in_words,
    sum_in_words,
)
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from core.insights.metrics import VIEWS_NOTE
from core.reports.generate import AnalyticsReport
from core.reports.performance import METRICS
from core.reports.span import LONGEST, Span

TWICE = mark("Who saw two posts is counted twice: Instagram does not tell them apart. “–” is what it has not told.")
DAY_BITS = 20
"""Room for the number of any day we may live to see."""


def packed(span: Span, metrics: tuple[str, ...]) -> UUID:
    """A span and its numbers as the subject of a button."""
    chosen = sum(1 << place for place, name in enumerate(METRICS) if name in metrics)
    return UUID(int=(chosen << 2 * DAY_BITS) | (span.first.toordinal() << DAY_BITS) | span.last.toordinal())


def unpacked(subject: UUID) -> tuple[Span, tuple[str, ...]]:
    """Raises ValueError for what we never packed."""
    day = (1 << DAY_BITS) - 1
    first, last = date.fromordinal(subject.int >> DAY_BITS & day), date.fromordinal(subject.int & day)
    chosen = subject.int >> 2 * DAY_BITS
    if last < first or (last - first).days > LONGEST or chosen >> len(METRICS):
        raise ValueError("These are no days of a report.")
    return Span(first, last), tuple(name for place, name in enumerate(METRICS) if chosen >> place & 1)


def report_card(report: AnalyticsReport, today: date) -> Card:
    said = sum_in_words(report)
    return Card(
        summary=f"{span_in_words(report.span)}: {said}",
        title=tr("Report, {span}", span=span_in_words(report.span)),
        lines=(Text(said), *(_lines(report) if report.posts else ()), *_accounts(report)),
        actions=tuple(_actions(report, today)),
        columns=2,
        chart=_chart(report),
    )


def _lines(report: AnalyticsReport) -> list[Line]:
    measured = any(post.told_at for post in report.posts)
    lines: list[Line] = [Text(compared_in_words(report.against))] if measured else []
    if report.best:
        lines.append(Bullet(best_in_words(report.best), report.best.permalink))
    for group in (SEEN, DONE, WAYS):
        label, names = GROUPS[group]
        told = any(name in report.totals and report.totals[name].value is not None for name in names)
        if told and (numbers := group_in_words(report.totals, names)):
            lines.append(Fact(tr(label), numbers))
    if len(report.posts) > 1:
        lines.append(Small(tr(TWICE)))
    if (views := report.totals.get("impressions")) and views.value:
        lines.append(Small(retold(VIEWS_NOTE)))
    return lines


def _accounts(report: AnalyticsReport) -> list[Line]:
    return [Fact(f"@{account.username}", followers_in_words(account)) for account in report.accounts]


def _actions(report: AnalyticsReport, today: date) -> list[Action]:
    span, metrics = report.span, report.metrics
    this = packed(span, metrics)
    files = [
        Action(tr("As PDF"), Token("report.pdf", this), style=Style.PRIMARY),
        Action(tr("As a table (CSV)"), Token("report.csv", this)),
    ]
    later = Action(tr("Later"), Token("report.show", packed(span.after, metrics)))
    return [
        *(files if report.posts else []),
        Action(tr("Earlier"), Token("report.show", packed(span.before, metrics))),
        *([later] if span.after.first <= today else []),
        Action(tr("Other days or numbers"), Token("report.choose", this)),
    ]


def _chart(report: AnalyticsReport) -> Chart | None:
    amounts = tuple((bucket_in_words(one), one.reach.value or 0) for one in report.buckets)
    told = sum(one.reach.measured > 0 for one in report.buckets)
    label = tr(LABELS["reach"])
    return Chart(label, label, amounts) if told > 1 else None
