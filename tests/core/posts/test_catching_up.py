"""After an outage an account does not post everything at once."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from publishing_machine import Machine

from core.posts.model import PostStatus


@pytest.mark.parametrize("hours_late", [0, 2])
async def test_what_an_outage_left_behind_goes_out_one_by_one(machine: Machine, hours_late: int) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    due = machine.clock.now() + timedelta(minutes=30)
    posts = [await machine.scheduled(due_at=due) for _ in range(3)]
    machine.move_to(due + timedelta(hours=hours_late))
    for _ in range(40):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(minutes=1))
    live_at: list[datetime] = []
    for post_id in posts:
        published_at = (await machine.post(post_id)).published_at
        assert published_at is not None
        live_at.append(published_at)
    live_at.sort()
    apart = [later - sooner for sooner, later in pairwise(live_at)]
    assert all((gap >= timedelta(minutes=10)) is bool(hours_late) for gap in apart)


async def test_a_late_post_says_what_it_waits_for(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    due = machine.clock.now()
    posts = [await machine.scheduled(due_at=due) for _ in range(2)]
    machine.move_to(due + timedelta(hours=2))
    for _ in range(4):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=5))
    found = [await machine.post(post_id) for post_id in posts]
    (waiting,) = [post for post in found if post.status is PostStatus.SCHEDULED]
    assert waiting.waits_until is not None and waiting.last_error is not None
    assert "catching up" in waiting.last_error
    assert waiting.attempt == 0
