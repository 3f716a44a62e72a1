"""Instagram answers nobody for hours: everything waits, people hear of it once, and then it goes out in order."""

from datetime import timedelta
from itertools import pairwise

import pytest
from publishing_machine import Machine
from sqlalchemy import select, update

from core.notices.model import Notice, NoticeKind
from core.posts.claim import next_due
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

MINUTES = 75

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def test_what_is_due_waits_is_told_once_and_goes_out_in_order_and_at_a_pace(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    start = machine.clock.now()
    posts = [await machine.scheduled(due_at=start + timedelta(minutes=10 * number)) for number in range(3)]
    hurried = await machine.scheduled(due_at=start + timedelta(minutes=5))
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Post).where(Post.id == hurried).values(not_after=start + timedelta(hours=1)),
            execution_options=ACROSS_WORKSPACES,
        )
    await machine.sandbox.fault("instagram", "*", "outage", times=100_000)
    await pass_minutes(machine, MINUTES)

    found = [await machine.post(post_id) for post_id in posts]
    assert {post.status for post in found} == {PostStatus.SCHEDULED}
    assert all("Instagram answers nobody" in (post.last_error or "") for post in found)
    late = await machine.post(hurried)
    assert late.status is PostStatus.EXPIRED
    assert "Instagram answers nobody" in (late.last_error or "")
    assert await machine.told(hurried) == ["post_expired"]
    assert await sentences(machine) == 1

    (await machine.sandbox.http.delete("/faults")).raise_for_status()
    await pass_minutes(machine, 40)

    live_at = [(await machine.post(post_id)).published_at for post_id in posts]
    moments = [moment for moment in live_at if moment is not None]
    assert len(moments) == 3
    assert all(later - sooner >= timedelta(minutes=10) for sooner, later in pairwise(moments))
    assert len(await machine.live()) == 3
    assert await sentences(machine) == 1


async def test_trouble_with_one_post_alone_is_no_outage(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "media", "outage", times=99)
    post = await machine.run(await machine.scheduled(due_at=machine.clock.now()))

    assert post.status is PostStatus.FAILED
    assert await sentences(machine) == 0


async def pass_minutes(machine: Machine, minutes: int) -> None:
    """From one moment at which something is due to the next."""
    end = machine.clock.now() + timedelta(minutes=minutes)
    while machine.clock.now() < end:
        async with machine.services.db.reading() as session:
            due = await next_due(session, machine.clock)
        soon = machine.clock.now() + timedelta(seconds=1)
        machine.move_to(min(end, max(soon, due or end)))
        await machine.step()


async def sentences(machine: Machine) -> int:
    """How often it was said in the one conversation that there is."""
    async with machine.services.db.reading() as session:
        said = await session.execute(
            select(Notice).where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.SAY)
        )
        return sum("answers nobody" in notice.details.get("text", "") for notice in said.scalars())
