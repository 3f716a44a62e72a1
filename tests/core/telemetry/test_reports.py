"""The figures of the reports, held against plain SQL over the rows; what nobody recorded is unknown."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import NOW, empty_post
from publishing_machine import Machine
from sqlalchemy import text, update

from core.clock import MovableClock
from core.errors import InvalidAnswer, NotFound
from core.posts.model import PostStatus, PublishCall
from core.services import Services
from core.telemetry.business import correlation
from core.telemetry.generate import generate_report
from core.telemetry.measures import Kind, Measures
from core.telemetry.model import AnalyticsEvent
from core.telemetry.money import came_through, end_plan, set_plan, spend, workspace_named
from core.telemetry.names import Tracked
from core.telemetry.plans import channels
from core.telemetry.report import Period, Report, Section, middle, period_of
from core.telemetry.track import track
from core.telemetry.uptime import note_minute
from core.telemetry.written import as_csv, as_lines
from core.templates.saved import TemplateRating, TemplateUse
from core.workspaces.model import Workspace

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


async def report(services: Services, kind: str, period: Period = NOVEMBER) -> Report:
    async with services.db.reading() as session:
        return await generate_report(session, kind, period)


def section(made: Report, title: str) -> Section:
    return next(one for one in made.sections if one.title.startswith(title))


async def sql(services: Services, words: str) -> list[Sequence[Any]]:
    async with services.db.engine.connect() as connection:
        return [tuple(row) for row in (await connection.execute(text(words))).all()]


async def publish(machine: Machine, team: UUID, published: Sequence[datetime], template: str = "") -> list[UUID]:
    """Posts that went live then, a second after their minute; with a design people said yes to."""
    posts = []
    async with machine.services.db.transaction() as session:
        for at in published:
            post = empty_post(machine.team, due_at=at - timedelta(seconds=1))
            post.workspace_id, post.status, post.published_at, post.account_id = team, PostStatus.PUBLISHED, at, None
            posts.append(post)
        session.add_all(posts)
        await session.flush()
        for post in posts if template else ():
            use = TemplateUse(id=uuid4(), workspace_id=team, post_id=post.id, design=template, used_at=NOW)
            session.add(use)
    return [post.id for post in posts]


async def workspace(machine: Machine, name: str, created_at: datetime) -> UUID:
    async with machine.services.db.transaction() as session:
        row = Workspace(id=uuid4(), name=name, created_at=created_at)
        session.add(row)
    return row.id


async def test_product_figures_are_those_of_the_rows(machine: Machine) -> None:
    services, team = machine.services, machine.team
    other = await workspace(machine, "Other", NOW - timedelta(days=10))
    await workspace(machine, "Idle", NOW - timedelta(days=5))
    await publish(machine, team.workspace_id, [NOW + timedelta(days=2)], "neon")
    ids = await publish(machine, other, [NOW - timedelta(days=7), NOW - timedelta(days=1)], "paper")
    async with services.db.transaction() as session:
        for who in (team.ada, team.ada, team.ben):
            track(session, Tracked.POST_APPROVED, team.workspace_id, who.id)
        session.add(
            TemplateRating(workspace_id=team.workspace_id, member_id=team.ada.id, design="paper", stars=4, rated_at=NOW)
        )
        for step in ("retry", "retry", "failed", "published"):
            session.add(PublishCall(id=uuid4(), workspace_id=other, post_id=ids[0], step=step, outcome={}, at=NOW))
    made = await report(services, "product")
    [(posts,)] = await sql(services, "SELECT count(*) FROM posts WHERE published_at IS NOT NULL")
    # Other began before anything was tracked, so nobody knows who was active in a month that began before, too.
    assert section(made, "Posts published").rows == [["2026-11", posts, None, None]]
    uses = "SELECT design, count(*), count(DISTINCT workspace_id) FROM template_uses GROUP BY design ORDER BY 2 DESC"
    assert [(row[0], row[1], row[3]) for row in section(made, "Template").rows] == await sql(services, uses)
    assert [row[4] for row in section(made, "Template").rows] == [4.0, None]
    begun, have, _, half, _ = section(made, "Time to first").rows[0][1:]
    assert (begun, have) == (3, 2)
    assert half == pytest.approx(2.5)  # 2 days and 3
    row = section(made, "Error rates").rows[0]
    [(failed,)] = await sql(services, "SELECT count(*) FROM publish_calls WHERE step = 'failed'")
    [(retries,)] = await sql(services, "SELECT count(*) FROM publish_calls WHERE step = 'retry'")
    assert list(row[1:]) == [posts, failed, pytest.approx(100 * failed / (posts + failed)), retries, 0.5]


async def test_people_are_counted_from_the_month_in_which_counting_began(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        for day in (-30, 0, 1):
            for who in (team.ada, team.ben)[: 1 if day else 2]:
                session.add(
                    AnalyticsEvent(
                        id=uuid4(),
                        workspace_id=team.workspace_id,
                        member_id=who.id,
                        event="post_approved",
                        properties={},
                        at=NOW + timedelta(days=day),
                        waits=False,
                    )
                )
        await session.execute(update(Workspace).values(created_at=NOW - timedelta(days=90)))
    await publish(machine, team.workspace_id, [NOW, NOW, NOW, NOW - timedelta(days=40)])
    made = await report(machine.services, "product", Period(date(2026, 10, 1), date(2026, 11, 30)))
    people = "SELECT count(DISTINCT member_id) FROM analytics_events WHERE at >= '2026-11-01'"
    [(users,)] = await sql(machine.services, people)
    assert users == 2
    assert section(made, "Posts published").rows == [["2026-10", 1, None, None], ["2026-11", 3, users, 3 / users]]


async def test_technical_figures_are_those_of_the_hours_of_all_processes(services: Services) -> None:
    for process, slow in ((Measures(services.db, services.clock), 200), (Measures(services.db, services.clock), 5_000)):
        for _ in range(19):
            process.count(Kind.API, "GET /healthz", timedelta(milliseconds=50))
        process.count(Kind.API, "GET /healthz", timedelta(milliseconds=slow), failed=slow > 1000)
        process.count(Kind.JOB, "post.draft", timedelta(seconds=2))
        await process.write()
        await process.write()  # nothing is counted twice
    made = await report(services, "technical")
    [(done, failed, took)] = await sql(services, "SELECT done, failed, took_ms FROM technical_hours WHERE kind = 'api'")
    assert (done, failed, took) == (40, 1, 38 * 50 + 5200)
    assert section(made, "API").rows == [["GET /healthz", done, 100 * (done - failed) / done, took / done, 100]]
    assert section(made, "Job queue").rows == [["post.draft", 2, 100.0, 2000.0, 3000]]
    assert section(made, "Content").rows == [["caption written", 2, 100.0, 2000.0, 3000]]
    assert section(made, "From slot").rows == [[str(NOVEMBER), 0, None, None]]


async def test_uptime_is_counted_by_the_minute_and_unknown_before_the_first(services: Services) -> None:
    assert isinstance(services.clock, MovableClock)
    assert section(await report(services, "technical"), "System").rows[0][1:] == [None, None, None]
    minutes = [0, 1, 2, 30, 61, 62]  # a clock was gone in between
    async with services.db.transaction() as session:
        for minute in (*minutes, *minutes):
            await note_minute(session, NOW + timedelta(minutes=minute, seconds=7))
    services.clock.move_to(NOW + timedelta(minutes=100))
    looked_at, up, share = section(await report(services, "technical"), "System").rows[0][1:]
    hours = await sql(services, "SELECT minutes FROM uptime_hours")
    assert (looked_at, up) == (100, sum(bits.bit_count() for (bits,) in hours))
    assert share == 6.0
    early = Period(date(2026, 10, 1), date(2026, 10, 31))
    assert section(await report(services, "technical", early), "System").rows[0][1:] == [None, None, None]


async def test_business_figures_are_those_of_the_books(machine: Machine) -> None:
    stays, leaves, joins = [
        await workspace(machine, name, NOW - timedelta(days=60)) for name in ("Stay", "Leave", "Join")
    ]
    async with machine.services.db.transaction() as session:
        for which in (stays, leaves):
            await set_plan(session, which, "club", "29.90", "eur", date(2026, 10, 1))
        await set_plan(session, stays, "festival", "49.90", "EUR", date(2026, 11, 10))
        await end_plan(session, leaves, date(2026, 11, 20))
        await set_plan(session, joins, "club", "29.90", "EUR", date(2026, 11, 5))
        await came_through(session, joins, "instagram")
        await spend(session, "instagram", "120", "EUR", date(2026, 11, 2))
        await spend(session, "instagram", "80", "EUR", date(2026, 10, 31))
        await spend(session, "fair", "50", "EUR", date(2026, 11, 3))
    await publish(machine, stays, [datetime(2026, 10, 20, tzinfo=UTC)])
    made = await report(machine.services, "business")
    end = """SELECT sum(monthly_cents) FROM plan_changes p WHERE since <= '2026-11-30' AND NOT EXISTS (
        SELECT 1 FROM plan_changes q WHERE q.workspace_id = p.workspace_id AND q.since <= '2026-11-30'
        AND q.since > p.since)"""
    [(cents,)] = await sql(machine.services, end)
    currency, before, new, more, less, lost, after, customers = section(made, "Monthly").rows[0]
    assert (currency, before, new, more, less, lost, customers) == ("EUR", 59.8, 29.9, 20.0, 0.0, -29.9, 2)
    assert after == float(cents) / 100 == 79.8
    assert section(made, "Customer").rows == [
        ["fair", 0, "50.00 EUR", None],
        ["instagram", 1, "120.00 EUR", "120.00 EUR"],
    ]
    async with machine.services.db.reading() as session:
        assert await channels(session) == {joins: "instagram"}
    churn = {row[0]: list(row[1:]) for row in section(made, "Churn").rows}
    assert (churn["no posts"], churn["1 to 4 posts"]) == ([1, 1, 100.0], [1, 0, 0.0])
    assert (churn["20 posts and more"], churn["all"]) == ([0, 0, None], [2, 1, 50.0])
    assert "unknown" in section(made, "Churn").note


async def test_adoption_is_unknown_where_nobody_counted_and_a_share_where_somebody_did(machine: Machine) -> None:
    other = await workspace(machine, "Other", NOW)
    async with machine.services.db.transaction() as session:
        track(session, Tracked.EVENT_CREATED, machine.team.workspace_id, machine.team.ada.id)
        await set_plan(session, other, "club", "10", "EUR", date(2026, 11, 1))
    made = section(await report(machine.services, "business"), "Feature")
    place = [column.name for column in made.columns].index("event promoted")
    rows = {row[0]: row for row in made.rows}
    assert (rows["all"][1], rows["all"][place]) == (2, 50.0)
    assert (rows["plan: club"][place], rows["plan: no plan"][place]) == (0.0, 100.0)
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Workspace).where(Workspace.id == other).values(created_at=NOW - timedelta(days=40))
        )
    rows = {row[0]: row for row in section(await report(machine.services, "business"), "Feature").rows}
    assert rows["all"][place] is None


def test_a_correlation_is_told_of_enough_customers_only_and_has_the_right_sign() -> None:
    stood = [(count, count < 5) for count in range(20)]
    found = correlation(stood)
    assert found is not None
    assert found < -0.6
    assert correlation(stood[:19]) is None
    assert correlation([(count, False) for count in range(30)]) is None


def test_days_that_cannot_be_are_told_and_months_are_cut_where_the_time_ends() -> None:
    with pytest.raises(InvalidAnswer, match="2026-11-30"):
        period_of("yesterday", "", NOW.date())
    with pytest.raises(InvalidAnswer, match="after"):
        period_of("2026-11-02", "2026-11-01", NOW.date())
    whole = period_of("2026-12-30", "2027-02-03", NOW.date())
    assert [str(month) for month in whole.months] == [
        "2026-12-30 to 2026-12-31",
        "2027-01-01 to 2027-01-31",
        "2027-02-01 to 2027-02-03",
    ]
    assert middle([1.0, 3.0]) == 2.0
    assert middle([]) is None


async def test_unknown_is_said_as_unknown_in_words_and_left_empty_for_spreadsheets(services: Services) -> None:
    made = await report(services, "product")
    assert any("unknown" in line for line in as_lines(made))
    lines = as_csv(made).splitlines()
    assert "product,2026-11-01,2026-11-30,Posts published per user per month,2026-11,Active users,," in lines
    assert "product,2026-11-01,2026-11-30,Posts published per user per month,2026-11,Posts,,0" in lines


async def test_a_workspace_is_found_by_its_name_or_the_beginning_of_its_id(machine: Machine) -> None:
    first = await workspace(machine, "Twin", NOW)
    await workspace(machine, "Twin", NOW)
    async with machine.services.db.reading() as session:
        assert await workspace_named(session, str(first)) == first
        assert await workspace_named(session, "Warehouse Nights") == machine.team.workspace_id
        with pytest.raises(InvalidAnswer, match="2 workspaces"):
            await workspace_named(session, "Twin")
        with pytest.raises(NotFound):
            await workspace_named(session, "Nobody")
