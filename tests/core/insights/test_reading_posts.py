"""Which posts are asked about, how often, and when nobody asks any more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from builders import empty_post
from publishing_machine import Machine
from sqlalchemy import select, update

from core.accounts.model import Account, AccountStatus
from core.errors import WaitAndRetry
from core.insights.collect import add_reading, read_insights
from core.insights.model import Insight
from core.insights.rhythm import AT_ONCE_OF_ACCOUNT, STORY_LIVES, ring_for_readings
from core.outbox import TaskRow
from core.posts.model import Format, Post, PostStatus
from core.posts.queries import known_metrics
from core.posts.revision import get_post


async def rung(machine: Machine) -> int:
    async with machine.services.db.transaction() as session:
        return await ring_for_readings(session, machine.clock.now())


async def readings(machine: Machine) -> list[Insight]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Insight).where(Insight.workspace_id == machine.team.workspace_id).order_by(Insight.reading)
        )
        return list(found.scalars())


async def live(machine: Machine, **wishes: Any) -> Post:
    return await machine.run(await machine.scheduled(**wishes))


async def read(machine: Machine, post: Post) -> None:
    await read_insights(machine.services, machine.team.workspace_id, post.id)


async def test_a_story_is_read_while_it_lives_and_never_after(machine: Machine) -> None:
    post = await live(machine, format_=Format.STORY)
    assert post.published_at is not None
    machine.move_to(post.published_at + STORY_LIVES - timedelta(minutes=3))
    assert await rung(machine) == 1
    await read(machine, post)
    last = await readings(machine)
    assert last[-1].metrics["views"] > 0
    assert "likes" not in last[-1].metrics

    machine.move_to(post.published_at + STORY_LIVES)
    assert await rung(machine) == 0
    await read(machine, post)  # a ring from before that comes late: Instagram would refuse
    assert len(await readings(machine)) == len(last)
    assert await calls(machine) == 0


async def calls(machine: Machine) -> int:
    """Tasks that wait for another try."""
    async with machine.services.db.reading() as session:
        found = await session.execute(select(TaskRow.id).where(TaskRow.last_error.is_not(None)))
        return len(found.all())


async def test_a_story_few_have_seen_stores_nothing_and_is_asked_again(machine: Machine) -> None:
    post = await live(machine, format_=Format.STORY)
    assert post.published_at is not None
    await machine.sandbox.do("instagram/settings", story_viewers_min=1_000_000)
    machine.move_to(post.published_at + timedelta(hours=1))
    await read(machine, post)
    assert await readings(machine) == []
    await machine.sandbox.do("instagram/settings", story_viewers_min=5)
    machine.move_to(machine.clock.now() + timedelta(minutes=15))
    assert await rung(machine) == 1
    await read(machine, post)
    assert len(await readings(machine)) == 1


async def test_a_post_without_numbers_for_ever_is_asked_about_once(machine: Machine) -> None:
    post = await live(machine)
    machine.move_to(machine.clock.now() + timedelta(hours=1))
    await machine.sandbox.fault(
        "instagram", "insights", "error", code=100, subcode=2108006, message="Media posted before conversion"
    )
    await read(machine, post)
    assert (await machine.post(post.id)).unmeasured
    assert await rung(machine) == 0
    await read(machine, post)
    assert await readings(machine) == []


async def test_the_same_numbers_again_are_the_same_reading(machine: Machine) -> None:
    post = await live(machine)
    machine.move_to(machine.clock.now() + timedelta(hours=1))
    await read(machine, post)
    await read(machine, post)
    assert [reading.reading for reading in await readings(machine)] == [1]
    machine.move_to(machine.clock.now() + timedelta(hours=9))
    await read(machine, post)
    assert [reading.reading for reading in await readings(machine)] == [1, 2]


async def test_trouble_while_reading_keeps_the_last_numbers(machine: Machine) -> None:
    post = await live(machine)
    machine.move_to(machine.clock.now() + timedelta(hours=1))
    await read(machine, post)
    await machine.sandbox.fault("instagram", "insights", "throttle")
    with pytest.raises(WaitAndRetry):
        await read(machine, post)
    async with machine.services.db.reading() as session:
        assert (await known_metrics(session, post))["reach"] > 0


async def planted(machine: Machine, *ages: timedelta, format_: Format = Format.FEED) -> list[UUID]:
    """Posts that went live so long ago, without anybody having published them."""
    async with machine.services.db.transaction() as session:
        posts = [empty_post(machine.team, format_=format_) for _ in ages]
        for post, age in zip(posts, ages, strict=True):
            post.status, post.published_at = PostStatus.PUBLISHED, machine.clock.now() - age
        session.add_all(posts)
    return [post.id for post in posts]


M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_a_post_is_asked_about_often_while_young_and_daily_for_a_month(machine: Machine) -> None:
    await planted(machine, timedelta())
    live_at = machine.clock.now()

    async def asked_at(*ages: timedelta) -> list[timedelta]:
        found = []
        for age in ages:
            machine.move_to(live_at + age)
            found += [age] if await rung(machine) else []
        return found

    assert await asked_at(0 * M, 1 * M, 14 * M, 15 * M, 29 * M, 30 * M) == [0 * M, 15 * M, 30 * M]
    assert await asked_at(23 * H, 24 * H, 24 * H + 30 * M, 25 * H) == [23 * H, 24 * H, 25 * H]
    assert await asked_at(47 * H, 49 * H, 70 * H, 71 * H, 72 * H) == [47 * H, 71 * H]
    assert await asked_at(29 * D, 30 * D, 31 * D) == [29 * D]


async def test_a_story_is_looked_at_in_its_last_minutes(machine: Machine) -> None:
    await planted(machine, timedelta(), format_=Format.STORY)
    live_at, looks = machine.clock.now(), []
    for minutes in range(23 * 60, 24 * 60 + 20):
        machine.move_to(live_at + minutes * M)
        looks += [minutes] if await rung(machine) else []
    assert 24 * 60 - looks[-1] <= 5
    assert looks[-1] < 24 * 60


async def test_after_an_outage_an_account_is_asked_a_little_at_a_time_and_about_everything(machine: Machine) -> None:
    ids = await planted(machine, *(number * H for number in range(1, 8)))
    asked: list[UUID] = []
    for minute in range(5):
        machine.move_to(machine.clock.now() + M)
        assert await rung(machine) <= AT_ONCE_OF_ACCOUNT, minute
        async with machine.services.db.reading() as session:
            rows = await session.execute(
                select(Post.id)
                .where(Post.workspace_id == machine.team.workspace_id, Post.numbers_asked_at.is_not(None))
                .order_by(Post.published_at.desc())
            )
            asked = list(rows.scalars())
        assert asked == ids[: len(asked)], "the youngest first"
    assert asked == ids


async def test_nobody_is_asked_about_an_account_that_may_not_be_used(machine: Machine) -> None:
    await planted(machine, 1 * H)
    for change in ({"paused_until": machine.clock.now() + H}, {"paused_until": None, "status": AccountStatus.EXPIRED}):
        async with machine.services.db.transaction() as session:
            mine = Account.workspace_id == machine.team.workspace_id
            await session.execute(update(Account).where(mine).values(**change))
        assert await rung(machine) == 0


async def test_a_number_said_again_keeps_the_hour_it_was_first_said(machine: Machine) -> None:
    (post_id,) = await planted(machine, 2 * H)
    first = machine.clock.now()
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        await add_reading(session, post, {"reach": 9}, first)
        await add_reading(session, post, {"reach": 9}, first + 15 * M)
    (told,) = await readings(machine)
    assert (told.taken_at, told.confirmed_at) == (first, first + 15 * M)
