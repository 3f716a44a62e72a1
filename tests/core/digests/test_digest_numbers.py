"""What a digest says is what the raw rows say: recomputed here in plain SQL."""

from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from builders import NOW, empty_post
from publishing_machine import Machine
from sqlalchemy import select, text, update

from core.digests.body import Body, Told
from core.digests.gather import gather
from core.insights.compare import ENOUGH, Trait
from core.insights.model import Insight
from core.insights.report import event_report
from core.insights.works import what_works
from core.posts.model import Format, Post, PostStatus
from core.templates.catalog import all_templates
from core.workspaces.members import get_workspace

H, D = timedelta(hours=1), timedelta(days=1)
MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)  # nine o'clock in Berlin
AGE = 12 * H
BERLIN = ZoneInfo("Europe/Berlin")
REACHED = (310, 290, 335, 302, 298, 320, 315, 305)
REACH = Insight.metrics["reach"].as_integer()
NEWEST_SUM = text(
    """SELECT COUNT(DISTINCT posts.id), SUM(CAST(insights.metrics ->> 'reach' AS INTEGER))
    FROM posts JOIN insights ON insights.post_id = posts.id
    WHERE posts.workspace_id = :team AND posts.status = 'published' AND posts.published_at >= :since
    AND insights.reading = (SELECT MAX(reading) FROM insights AS later WHERE later.post_id = posts.id)"""
)
AT_THAT_AGE = text(
    """SELECT CAST(insights.metrics ->> 'reach' AS INTEGER)
    FROM posts JOIN insights ON insights.post_id = posts.id
    WHERE posts.workspace_id = :team AND posts.phase = 'announcement' AND posts.format = 'feed'
    AND posts.published_at < :before AND insights.reading = 1 AND insights.confirmed_at IS NOT NULL"""
)


async def publish(
    machine: Machine, at: datetime, told: dict[timedelta, int], *, format_: Format = Format.FEED, seen: timedelta = AGE
) -> UUID:
    """A live post with its readings: age -> people reached; each confirmed until `seen`."""
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team, format_=format_, due_at=at)
        post.status, post.published_at = PostStatus.PUBLISHED, at
        session.add(post)
        await session.flush()
        for number, (age, reached) in enumerate(told.items(), 1):
            session.add(
                Insight(
                    id=uuid4(),
                    workspace_id=post.workspace_id,
                    post_id=post.id,
                    reading=number,
                    metrics={"reach": reached, "views": 2 * reached},
                    taken_at=at + age,
                    confirmed_at=at + seen if seen > age else None,
                )
            )
    return post.id


async def a_past(machine: Machine, reached: tuple[int, ...] = REACHED) -> None:
    """Posts of the same phase and format: what each had reached at half a day's age, and much more in the end."""
    for number, people in enumerate(reached):
        await publish(machine, MORNING - (10 + 5 * number) * D, {11 * H: people, 90 * H: people * 4})


async def digest(machine: Machine, told_at: datetime | None = MORNING - D) -> Body:
    async with machine.services.db.reading() as session:
        team = await get_workspace(session, machine.team.workspace_id)
        return await gather(session, team, MORNING, told_at=told_at)


def only(told: list[Told]) -> Told:
    (one,) = (one for one in told if one.new)
    return one


async def test_its_numbers_are_those_of_the_raw_rows(machine: Machine) -> None:
    await a_past(machine)
    await publish(machine, MORNING - 11 * D, {89 * H: 9_999})  # nobody looked at it while it was young
    await publish(machine, MORNING - 12 * D, {11 * H: 8_000}, format_=Format.STORY)
    await publish(machine, MORNING - AGE, {1 * H: 200, 11 * H: 700})
    told = await digest(machine)
    since = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)  # midnight in Berlin, the day before
    one = only(told.live)
    async with machine.services.db.reading() as session:
        team = _key(session.bind.dialect.name, machine.team.workspace_id)
        moment = _moment(session.bind.dialect.name)
        posts, reached = (await session.execute(NEWEST_SUM, {"team": team, "since": moment(since)})).one()
        past = (await session.execute(AT_THAT_AGE, {"team": team, "before": moment(MORNING - AGE)})).scalars().all()
    assert (1, sum(one.reach or 0 for one in told.live)) == (posts, reached)
    assert (one.earlier, one.usual, one.views) == (len(past), round(median(past)), 1_400)
    assert sum(low < one.usual_high for low in past) >= len(past) / 2 <= sum(high > one.usual_low for high in past)
    assert one.verdict == "more"


def _key(dialect: str, workspace_id: UUID) -> str:
    return workspace_id.hex if dialect == "sqlite" else str(workspace_id)


def _moment(dialect: str):  # type: ignore[no-untyped-def]  # how each database writes it
    return lambda at: at.strftime("%Y-%m-%d %H:%M:%S.%f") if dialect == "sqlite" else at


async def test_without_enough_posts_before_it_nothing_is_called_more_or_less(machine: Machine) -> None:
    await a_past(machine, REACHED[: ENOUGH - 1])
    await publish(machine, MORNING - AGE, {11 * H: 90_000})
    one = only((await digest(machine)).live)
    assert (one.verdict, one.earlier) == ("too_few", ENOUGH - 1)


async def test_a_post_like_those_before_it_is_as_usual_though_older_ones_have_reached_more_by_now(
    machine: Machine,
) -> None:
    await a_past(machine)
    await publish(machine, MORNING - AGE, {11 * H: 308})
    assert only((await digest(machine)).live).verdict == "as_usual"


async def test_nothing_happened_nothing_is_told_and_old_trouble_is_no_news(machine: Machine) -> None:
    await publish(machine, MORNING - 5 * D, {11 * H: 308})
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team, due_at=MORNING - 20 * D)
        post.status = PostStatus.FAILED
        session.add(post)
    told = await digest(machine)
    assert told.empty and len(told.live) == 1


async def test_what_went_out_while_no_digest_came_is_told_with_the_next_one(machine: Machine) -> None:
    await publish(machine, MORNING - 4 * D, {11 * H: 308})
    assert [(told.since, told.empty) for told in (await digest(machine), await digest(machine, MORNING - 5 * D))] == [
        ("yesterday", True),
        ("digest", False),
    ]
    assert (await digest(machine, None)).since == "week"


async def test_a_report_sums_phases_and_says_how_many_were_measured(machine: Machine) -> None:
    await publish(machine, NOW - 5 * D, {11 * H: 300})
    await publish(machine, NOW - 4 * D, {11 * H: 500})
    await publish(machine, NOW - 3 * D, {11 * H: 60}, format_=Format.STORY)
    await publish(machine, NOW - 2 * D, {})
    async with machine.services.db.reading() as session:
        report = await event_report(session, machine.team.workspace_id, machine.team.campaign_id)
        rows = await session.execute(
            text(
                """SELECT posts.phase, SUM(CAST(insights.metrics ->> 'reach' AS INTEGER)) AS reached FROM posts
                JOIN insights ON insights.post_id = posts.id GROUP BY posts.phase"""
            )
        )
        raw = {row.phase: row.reached for row in rows}
    assert [(one.posts, one.measured, one.reached) for one in report.phases] == [
        (3, 2, raw["announcement"]),
        (1, 1, raw["countdown"]),
    ]
    assert (report.reached, report.measured, len(report.posts)) == (860, 3, 4)
    assert [one.reached for one in report.posts] == [500, 300, 60, None]


async def test_a_design_that_stands_out_is_told_by_its_name_and_a_best_hour_by_itself(machine: Machine) -> None:
    for number in range(60):
        best = number % 3 == 0
        at = (MORNING - (4 + number) * D).astimezone(BERLIN).replace(hour=20 if best else 9 + number % 7)
        await publish(machine, at, {47 * H: 300 + number if best else 100 + number})
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Post).where(Post.workspace_id == machine.team.workspace_id).values(template=all_templates()[0].id)
        )
        better = select(Insight.post_id).where(Insight.workspace_id == machine.team.workspace_id, REACH >= 300)
        await session.execute(
            update(Post)
            .where(Post.workspace_id == machine.team.workspace_id, Post.id.in_(better))
            .values(template=all_templates()[1].id)
            .execution_options(synchronize_session=False)
        )
    works = await what_works(machine.services, machine.team.workspace_id)
    assert works.measured == 60
    found = {group.trait: group.key for group in works.groups}
    assert found == {
        Trait.TEMPLATE: all_templates()[1].name,
        Trait.HOUR: "20",
    }  # whatever UTC said before the clocks changed
