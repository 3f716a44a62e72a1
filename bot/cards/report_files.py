"""A report as files in the reader's language: pages to print, and a table of every post."""

from collections.abc import Sequence

from bot.cards.card import Bullet, Line
from bot.cards.report import TWICE
from bot.cards.report_words import (
    LABELS,
    SHORT,
    UNKNOWN,
    best_in_words,
    bucket_in_words,
    compared_in_words,
    followers_in_words,
    hours_in_words,
    known,
    span_in_words,
    sum_in_words,
)
from bot.language import tr, tr_many
from bot.retold import retold
from bot.words import clock, day_of, kind, long_moment, number_in_words, place_of
from core.events.moments import to_local
from core.imports.table import written
from core.insights.metrics import VIEWS_NOTE
from core.ports.reports import Bars, Grid, ReportSheet, Tile
from core.reports.generate import AnalyticsReport, Part, Total
from core.reports.performance import CLICKS, PostPerformance

MOST_POSTS = 10
MOST_COLUMNS = 5
COLUMNS = ("reach", "impressions", "engagement", "saves", "websiteClicks", CLICKS, "likes", "comments", "shares")
"""What a page has room for, the most telling first."""


def report_sheet(report: AnalyticsReport, works: Sequence[Line]) -> ReportSheet:
    """works: what stands out, as the numbers' card says it."""
    span, posts = span_in_words(report.span), len(report.posts)
    made = long_moment(to_local(report.made_at, report.zone), report.zone)
    best = [best_in_words(report.best)] if report.best else []
    return ReportSheet(
        title=report.team,
        subtitle=tr("Report, {span}", span=span),
        said=(sum_in_words(report), *((compared_in_words(report.against), *best) if posts else ())),
        tiles=tuple(_tiles(report)),
        charts=tuple(_charts(report)),
        grids=tuple(_grids(report, works)),
        remarks=(
            tr(TWICE),
            *([retold(VIEWS_NOTE)] if "impressions" in report.metrics else []),
            tr("Days are those of {zone}. Numbers as they stood on {moment}.", zone=place_of(report.zone), moment=made),
        ),
        page=tr("Page {n} of {all}", n="{n}", all="{all}"),
        facts={"Title": f"{report.team}, {span}"},
    )


def _tiles(report: AnalyticsReport) -> list[Tile]:
    posts = len(report.posts)
    tiles = [Tile(tr("Posts live"), number_in_words(posts))]
    for name, total in report.totals.items():
        tiles.append(Tile(tr(LABELS[name]), known(total.value), _sample(total, posts)))
    for account in report.accounts[:2]:
        now = known(account.followers_now)
        tiles.append(Tile(tr("Followers of @{name}", name=account.username), now, followers_in_words(account)))
    return tiles


def _sample(total: Total, posts: int) -> str:
    if total.value is None:
        return tr("not told")
    return tr_many("of {measured} of {n} post", "of {measured} of {n} posts", posts, measured=total.measured)


def _charts(report: AnalyticsReport) -> list[Bars]:
    label = tr(LABELS["reach"])
    charts = []
    if len(report.buckets) > 1 and report.posts:
        bars = tuple(
            (bucket_in_words(one), one.reach.value if one.reach.measured or one.posts else 0) for one in report.buckets
        )
        charts.append(Bars(label, bars, upright=True))
    if len(report.phases) > 1:
        charts.append(Bars(tr("People reached, by phase"), _bars(report.phases)))
    if len(report.events) > 1:
        charts.append(Bars(tr("People reached, by event"), _bars(report.events)))
    return charts


def _bars(parts: Sequence[Part]) -> tuple[tuple[str, int | None], ...]:
    return tuple((retold(part.title), part.reach.value) for part in parts)


def _grids(report: AnalyticsReport, works: Sequence[Line]) -> list[Grid]:
    grids = [_posts(report)] if report.posts else []
    if len(report.phases) > 1:
        grids.append(_parts(tr("Phases"), tr("Phase"), report.phases, _columns(report)))
    if report.designs:
        grids.append(_designs(report))
    if said := tuple((line.text,) for line in works if isinstance(line, Bullet)):
        grids.append(Grid(tr("What stands out"), (tr("In the last half year, against all other posts"),), said))
    hours = tuple((name, hours_in_words(best)) for name, best in report.best_times if best)
    if hours:
        grids.append(Grid(tr("Best hours by all I know now"), (tr("Account"), tr("Hours")), hours, words=2))
    return grids


def _columns(report: AnalyticsReport) -> list[str]:
    """What Instagram told nothing of at all has a tile with a dash, and no column."""
    told = [name for name in COLUMNS if name in report.totals and report.totals[name].value is not None]
    return told[:MOST_COLUMNS]


def _posts(report: AnalyticsReport) -> Grid:
    """Those that reached most; the table has them all."""
    names = _columns(report)
    ranked = sorted(report.posts, key=lambda post: (-(post.value("reach") or 0), post.at))
    more = len(ranked) - MOST_POSTS
    notes = [tr("Clicks are those of a post's whole phase.")] if CLICKS in names else []
    if more > 0:
        notes.append(tr_many("{n} more post stands in the table.", "{n} more posts stand in the table.", more))
    return Grid(
        tr("Posts, those that reached most first"),
        (tr("When"), tr("Post"), tr("Event"), tr("Kind"), *(tr(SHORT[name]) for name in names)),
        tuple(_row(post, names) for post in ranked[:MOST_POSTS]),
        words=4,
        note=" ".join(notes),
    )


def _row(post: PostPerformance, names: Sequence[str]) -> tuple[str, ...]:
    return (
        f"{day_of(post.at_local, weekday=False, short=True)}, {clock(post.at_local)}",
        retold(post.title),
        post.event,
        kind(post.format),
        *(known(post.value(name)) for name in names),
    )


def _parts(title: str, head: str, parts: Sequence[Part], names: Sequence[str]) -> Grid:
    return Grid(
        title,
        (head, tr("Posts"), *(tr(SHORT[name]) for name in names)),
        tuple(
            (retold(part.title), number_in_words(part.posts), *(known(part.totals[name].value) for name in names))
            for part in parts
        ),
    )


def _designs(report: AnalyticsReport) -> Grid:
    rows = []
    for one in report.designs:
        stars = UNKNOWN if one.stars is None else f"{number_in_words(one.stars, 1)} ({number_in_words(one.ratings)})"
        usual = UNKNOWN if one.reach is None else number_in_words(round(one.reach.middle))
        rows.append((retold(one.name), number_in_words(one.uses), usual, stars))
    return Grid(
        tr("Designs, the most used first"),
        (tr("Design"), tr("Posts"), tr("Usual reach"), tr("Your stars (votes)")),
        tuple(rows),
    )


def report_table(report: AnalyticsReport) -> bytes:
    """Every post of the span in the order of time, as CSV that spreadsheets open and that runs nothing."""
    header = [tr("When"), tr("Event"), tr("Post"), tr("Kind"), tr("Account"), tr("Link")]
    rows = [
        [
            f"{post.at_local:%Y-%m-%d %H:%M}",
            post.event,
            retold(post.title),
            kind(post.format),
            post.account,
            post.permalink or "",
            *(UNKNOWN if (value := post.value(name)) is None else str(value) for name in report.metrics),
        ]
        for post in report.posts
    ]
    return written([*header, *(tr(LABELS[name]) for name in report.metrics)], rows)
