"""While our clock and Instagram's are apart nothing goes out, and nothing is lost by it."""

import asyncio
from datetime import timedelta

import pytest
from builders import DUE
from publishing_machine import Machine

from core.posts.model import Format, PostStatus
from core.posts.queries import post_view
from core.posts.witness import HEARD_JUST_NOW_SECONDS

HOUR_SECONDS = 3600
SOON_ENOUGH = timedelta(minutes=3)


@pytest.mark.parametrize("ahead", [HOUR_SECONDS, -HOUR_SECONDS, 40])
async def test_a_post_waits_until_the_clocks_agree_and_then_goes_out_by_itself(machine: Machine, ahead: int) -> None:
    await machine.sandbox.do("instagram/settings", date_ahead_seconds=ahead)
    post_id = await machine.scheduled()
    machine.move_to(DUE)
    for _ in range(6):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=30))
    post = await machine.post(post_id)
    assert (post.status, post.attempt, await machine.live()) == (PostStatus.SCHEDULED, 0, [])
    async with machine.services.db.reading() as session:
        view = await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())
    assert view.error.startswith("My clock is ")
    assert view.error.endswith(" Instagram's, so I wait until both agree.")

    await machine.sandbox.do("instagram/settings", date_ahead_seconds=0)
    # minutes pass in milliseconds here, and what was heard just now is believed
    await asyncio.sleep(HEARD_JUST_NOW_SECONDS)
    agreed = machine.clock.now()
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1
    assert post.published_at is not None
    assert post.published_at - agreed < SOON_ENOUGH


async def test_a_moment_apart_is_no_reason_to_wait(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", date_ahead_seconds=20)
    post = await machine.run(await machine.scheduled())
    assert post.status is PostStatus.PUBLISHED


async def test_a_post_whose_time_passes_meanwhile_is_told_with_the_reason(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", date_ahead_seconds=HOUR_SECONDS)
    post_id = await machine.scheduled(format_=Format.FEED)
    machine.move_to(DUE)
    await machine.step()
    machine.move_to(DUE + timedelta(seconds=20))
    await machine.step()
    machine.move_to((await machine.post(post_id)).not_after + timedelta(seconds=2))
    post = await machine.run(post_id)
    assert post.status is PostStatus.EXPIRED
    assert "wait until both agree" in (post.last_error or "")
    assert await machine.told(post_id) == ["post_expired"]


async def test_an_unclear_answer_is_not_sent_again_while_nobody_knows_how_long_ago_it_was(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media_publish", "timeout_before", seconds=0.05)
    machine.move_to(DUE)
    while (await machine.post(post_id)).status is not PostStatus.PUBLISHING:
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=5))
    await machine.sandbox.do("instagram/settings", date_ahead_seconds=-HOUR_SECONDS)
    machine.move_to(machine.clock.now() + machine.services.publish_grace)
    for _ in range(3):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(minutes=1))
    post = await machine.post(post_id)
    assert (post.status, post.sends) == (PostStatus.PUBLISHING, 1)
    await machine.sandbox.do("instagram/settings", date_ahead_seconds=0)
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1
