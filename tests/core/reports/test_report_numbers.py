"""What a report says is what the raw rows say: recomputed here in plain SQL, on both databases."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import empty_post
from publishing_machine import Machine
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer, NotFound
from core.insights.account_model import AccountDay
from core.insights.compare import ENOUGH, Verdict
from core.insights.model import Insight
from core.links.follow import Destination, count_click
from core.links.make import link_of_post
from core.posts.draft import surroundings
from core.posts.model import Format, PostStatus
from core.reports.accounts import get_user_insights
from core.reports.generate import AnalyticsReport, chosen_metrics, generate_report
from core.reports.performance import METRICS, get_post_performance
from core.reports.span import Named, Span, month_span, named_span, span_of
from core.templates.catalog import all_templates
from core.templates.opinions import rate_template
from core.workspaces.members import get_workspace

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
H, D = timedelta(hours=1), timedelta(days=1)
BEGINS = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
"""Midnight in Berlin."""
ENDS = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
SUMS = text(
    """SELECT COUNT(*) AS posts, COUNT(newest.metrics ->> 'reach') AS measured,
    SUM(CAST(newest.metrics ->> 'reach' AS INTEGER)) AS reach,
    SUM(CAST(newest.metrics ->> 'saved' AS INTEGER)) AS saves,
    SUM(CASE WHEN posts.format = 'story' THEN CAST(newest.metrics ->> 'replies' AS INTEGER)
        ELSE CAST(newest.metrics ->> 'comments' AS INTEGER) END) AS comments
    FROM posts LEFT JOIN insights AS newest ON newest.post_id = posts.id AND newest.reading =
        (SELECT MAX(reading) FROM insights AS later WHERE later.post_id = posts.id)
    WHERE posts.workspace_id = :team AND posts.status = 'published'
    AND posts.published_at >= :since AND posts.published_at < :until"""
)
BY_PHASE = text(
    """SELECT posts.phase, SUM(CAST(newest.metrics ->> 'reach' AS INTEGER)) AS reach
    FROM posts JOIN insights AS newest ON newest.post_id = posts.id
    WHERE posts.workspace_id = :team AND posts.published_at >= :since AND posts.published_at < :until
    AND NOT EXISTS (SELECT 1 FROM insights AS later WHERE later.post_id = posts.id AND later.reading > newest.reading)
    GROUP BY posts.phase"""
)
CLICKED = text("SELECT SUM(clicks) FROM link_clicks WHERE workspace_id = :team")


async def publish(
    machine: Machine, at: datetime, *readings: Mapping[str, int], format_: Format = Format.FEED, design: str = ""
) -> UUID:
    """A live post with its readings, the newest last."""
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team, format_=format_, due_at=at)
        post.status, post.published_at, post.template = PostStatus.PUBLISHED, at, design
        session.add(post)
        await session.flush()
        for number, metrics in enumerate(readings, 1):
            session.add(
                Insight(
                    id=uuid4(),
                    workspace_id=post.workspace_id,
                    post_id=post.id,
                    reading=number,
                    metrics=dict(metrics),
                    taken_at=at + number * H,
                )
            )
    return post.id


async def report(machine: Machine, span: Span = OCTOBER, *metrics: str, now: datetime = NOW) -> AnalyticsReport:
    async with machine.services.db.reading() as session:
        team = await get_workspace(session, machine.team.workspace_id)
        return await generate_report(session, team, span, metrics, now)


async def raw(session: AsyncSession, machine: Machine, statement: Any, *, span: bool = True) -> Any:
    """As each database writes ids and moments."""
    lite = session.get_bind().dialect.name == "sqlite"
    team = machine.team.workspace_id
    values: dict[str, Any] = {"team": team.hex if lite else str(team)}
    if span:
        values |= {"since": _moment(BEGINS, lite), "until": _moment(ENDS, lite)}
    return await session.execute(statement, values)


def _moment(at: datetime, lite: bool) -> Any:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f") if lite else at


async def a_month(machine: Machine) -> None:
    """An October with everything: told late, not told, other formats, and neighbours a minute outside."""
    for number in range(8):
        at = BEGINS + (3 * number + 1) * D
        await publish(machine, at, {"reach": 100}, {"reach": 300 + number, "saved": number, "comments": 2})
    await publish(machine, BEGINS, {"reach": 50, "saved": 1})
    await publish(machine, ENDS - timedelta(minutes=1), {"reach": 70})
    await publish(machine, BEGINS + 9 * D, {"reach": 44, "replies": 5}, format_=Format.STORY)
    await publish(machine, BEGINS + 9 * D)
    await publish(machine, BEGINS - timedelta(minutes=1), {"reach": 7_000})
    await publish(machine, ENDS, {"reach": 9_000})


async def test_its_numbers_are_those_of_the_raw_rows(machine: Machine) -> None:
    await a_month(machine)
    told = await report(machine)
    async with machine.services.db.reading() as session:
        sums = (await raw(session, machine, SUMS)).one()
        phases = {row.phase: row.reach for row in await raw(session, machine, BY_PHASE)}
    totals = told.totals
    assert (len(told.posts), totals["reach"].measured, totals["reach"].value) == (
        sums.posts,
        sums.measured,
        sums.reach,
    )
    assert (totals["saves"].value, totals["comments"].value) == (sums.saves, sums.comments)
    assert {part.title: part.reach.value for part in told.phases} == {
        "Announcement": phases["announcement"],
        "Countdown": phases["countdown"],
    }
    assert sum(bucket.posts for bucket in told.buckets) == sums.posts
    assert sum(bucket.reach.value or 0 for bucket in told.buckets) == sums.reach
    assert [(part.title, part.posts) for part in told.events] == [("Warehouse Night", sums.posts)]
    assert told.best is not None and told.best.value("reach") == 307


async def test_what_nobody_told_is_unknown_and_never_nought(machine: Machine) -> None:
    await publish(machine, BEGINS + D, {"reach": 10}, format_=Format.STORY)
    told = await report(machine)
    unknown = {name for name in METRICS if told.totals[name].value is None}
    assert unknown == set(METRICS) - {"reach"}
    assert all(told.totals[name].measured == 0 for name in unknown)
    empty = await report(machine, Span(date(2026, 1, 1), date(2026, 1, 31)))
    assert (empty.posts, empty.best, empty.totals["reach"].value) == ((), None, None)


async def test_only_the_numbers_asked_for_are_told(machine: Machine) -> None:
    await a_month(machine)
    assert list((await report(machine, OCTOBER, "saves", "reach")).totals) == ["reach", "saves"]
    with pytest.raises(InvalidAnswer, match="don't know"):
        chosen_metrics(["fame"])


async def test_a_change_is_called_one_only_where_it_is_one(machine: Machine) -> None:
    for number in range(12):
        await publish(machine, BEGINS - (2 + number) * D, {"reach": 300 + 5 * (number % 4)})
    few = await report(machine)
    assert (few.against.verdict, few.against.now) == (Verdict.TOO_FEW, None)
    for number in range(12):
        await publish(machine, BEGINS + (2 + number) * D, {"reach": 305 + 5 * (number % 4)})
    same = await report(machine)
    assert same.against.verdict is Verdict.AS_USUAL
    for number in range(30):
        await publish(machine, BEGINS + (2 + number / 2) * D, {"reach": 900 + number})
    more = await report(machine)
    assert more.against.verdict is Verdict.MORE
    assert more.against.now is not None and more.against.before is not None
    assert (more.against.before.posts, more.against.now.posts) == (12, 42)
    assert more.against.before.middle == median([300 + 5 * (number % 4) for number in range(12)])
    young = await report(machine, now=BEGINS + 3 * D)
    assert (young.against.now.posts if young.against.now else 0) < ENOUGH  # what is being seen is not compared yet


async def test_clicks_of_a_phase_are_counted_once_however_many_posts_it_has(machine: Machine) -> None:
    posts = [await publish(machine, BEGINS + n * D, {"reach": 10}) for n in (1, 2)]
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team)
        post.about = ""
        campaign, event, _ = await surroundings(session, post)
        link = await link_of_post(session, post, campaign, event, NOW)
        for _ in range(7):
            await count_click(session, Destination(link.id, link.workspace_id, ""), NOW)
    told = await report(machine)
    async with machine.services.db.reading() as session:
        clicked = (await raw(session, machine, CLICKED, span=False)).scalar_one()
        one = await get_post_performance(session, machine.team.workspace_id, posts[0])
    assert (told.totals["clicks"].value, told.phases[0].totals["clicks"].value, one.clicks) == (clicked, clicked, 7)
    assert (one.value("reach"), one.value("likes"), one.account) == (10, None, "@warehouse.nights")


async def test_a_post_of_another_team_has_no_numbers_here(machine: Machine) -> None:
    post_id = await publish(machine, BEGINS + D, {"reach": 10})
    async with machine.services.db.reading() as session:
        with pytest.raises(NotFound):
            await get_post_performance(session, uuid4(), post_id)


async def test_an_accounts_days_are_summed_and_followers_counted_from_the_day_before(machine: Machine) -> None:
    days = {-3: 1_000, -1: 1_010, 0: 1_015, 9: 1_042, 30: 1_060, 31: 5_000}
    async with machine.services.db.transaction() as session:
        for number in range(-4, 33):
            metrics = {"views": 10} | ({"followers_count": days[number]} if number in days else {})
            session.add(
                AccountDay(
                    id=uuid4(),
                    workspace_id=machine.team.workspace_id,
                    account_id=machine.team.account_id,
                    day=OCTOBER.first + number * D,
                    metrics=metrics,
                    taken_at=NOW,
                )
            )
    async with machine.services.db.reading() as session:
        (account,) = await get_user_insights(session, machine.team.workspace_id, OCTOBER, "Europe/Berlin")
    assert (account.days, account.numbers["impressions"], account.numbers["likes"]) == (31, 310, None)
    assert (account.before, account.followers_now, account.gained) == (1_010, 1_060, 50)


async def test_designs_are_ranked_by_use_and_told_with_the_teams_own_stars(machine: Machine) -> None:
    often, seldom = all_templates()[:2]
    for number in range(3):
        await publish(machine, BEGINS + (number + 1) * D, {"reach": 100 + number}, design=often.id)
    await publish(machine, BEGINS + 6 * D, {}, design=seldom.id)
    async with machine.services.db.transaction() as session:
        for member, stars in ((machine.team.ada, 5), (machine.team.ben, 4)):
            await rate_template(session, member, seldom.id, stars, NOW)
    first, second = (await report(machine)).designs
    assert (first.name, first.uses, first.stars, first.reach.middle if first.reach else 0) == (often.name, 3, None, 101)
    assert (second.name, second.uses, second.stars, second.ratings, second.reach) == (seldom.name, 1, 4.5, 2, None)


def test_spans_are_those_of_the_calendar() -> None:
    today = date(2026, 3, 18)  # a Wednesday
    assert named_span(Named.LAST_WEEK, today) == Span(date(2026, 3, 9), date(2026, 3, 15))
    assert named_span(Named.LAST_MONTH, today) == Span(date(2026, 2, 1), date(2026, 2, 28))
    assert named_span(Named.LAST_YEAR, today) == Span(date(2025, 1, 1), date(2025, 12, 31))
    assert named_span(Named.LAST_30_DAYS, today).days == 30
    assert month_span(10, today) == Span(date(2025, 10, 1), date(2025, 10, 31))
    assert month_span(2, date(2028, 2, 3)).days == 29
    assert OCTOBER.moments("Europe/Berlin") == (BEGINS, ENDS)
    march = Span(date(2026, 3, 1), date(2026, 3, 31))
    assert (march.before, march.after) == (month_span(2, today), Span(date(2026, 4, 1), date(2026, 4, 30)))
    year = named_span(Named.THIS_YEAR, today)
    assert (year.before, year.before.after) == (named_span(Named.LAST_YEAR, today), year)
    week = Span(date(2026, 3, 9), date(2026, 3, 15))
    assert (week.before.after, week.before.last) == (week, date(2026, 3, 8))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 1)),
        (date(2026, 3, 19), date(2026, 3, 20)),
        (date(2024, 1, 1), date(2026, 1, 1)),
    ],
    ids=["backwards", "to come", "too long"],
)
def test_nobody_reports_on_days_that_are_none(first: date, last: date) -> None:
    with pytest.raises(InvalidAnswer):
        span_of(first, last, date(2026, 3, 18))
