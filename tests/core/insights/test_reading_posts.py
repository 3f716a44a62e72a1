"""Which posts are asked about, how often, and when nobody asks any more."""

from datetime import timedelta
from typing import Any

import pytest
from publishing_machine import Machine
from sqlalchemy import select

from core.errors import WaitAndRetry
from core.insights.collect import STORY_LIVES, read_insights, ring_for_readings, ring_for_stories
from core.insights.model import Insight
from core.outbox import TaskRow
from core.posts.model import Format, Post
from core.posts.queries import known_metrics


async def rung(machine: Machine, *, stories: bool, young: bool = True) -> int:
    async with machine.services.db.transaction() as session:
        now = machine.clock.now()
        return await (ring_for_stories(session, now) if stories else ring_for_readings(session, now, young=young))


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
    assert await rung(machine, stories=False) == 0
    machine.move_to(post.published_at + STORY_LIVES - timedelta(minutes=3))
    assert await rung(machine, stories=True) == 1
    await read(machine, post)
    last = await readings(machine)
    assert last[-1].metrics["views"] > 0
    assert "likes" not in last[-1].metrics

    machine.move_to(post.published_at + STORY_LIVES)
    assert await rung(machine, stories=True) == 0
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
    assert await rung(machine, stories=True) == 1
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
    assert await rung(machine, stories=False) == 0
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
