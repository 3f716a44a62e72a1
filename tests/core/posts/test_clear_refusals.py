"""Instagram says clearly no: people learn why and what to do, or it is tried again after 1, 2 and 4 minutes."""

from datetime import datetime, timedelta

import pytest
from builders import DUE, USERNAME
from films import film
from publishing_machine import Machine
from sqlalchemy import select

from core.accounts.model import Account, AccountStatus
from core.errors import Cure
from core.posts.model import Format, PostStatus, PublishCall
from core.posts.schedule import try_again


async def test_a_picture_that_is_refused_ends_with_the_reason_and_a_remedy(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media", "media_refused")
    post = await machine.run(post_id)
    assert post.status is PostStatus.FAILED
    assert post.last_error and post.remedy
    assert post.cure is Cure.MEDIA
    assert await machine.told(post_id) == ["post_failed"]
    assert await machine.live() == []


async def test_a_video_instagram_cannot_read_is_not_tried_over_and_over(machine: Machine) -> None:
    post_id = await machine.scheduled(format_=Format.REEL, files=[film(index_first=False)])
    post = await machine.run(post_id)
    assert (post.status, post.attempt, post.cure) == (PostStatus.FAILED, 0, Cure.MEDIA)
    assert "does not read this kind of video" in (post.last_error or "")
    assert "H.264" in (post.remedy or "")


async def test_a_dead_token_asks_to_reconnect_and_marks_the_account(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.do("instagram/expire_token", username=USERNAME)
    post = await machine.run(post_id)
    assert post.status is PostStatus.FAILED
    assert "Reconnect" in (post.remedy or "")
    assert post.cure is Cure.RECONNECT
    assert (await account(machine)).status is AccountStatus.EXPIRED


async def test_a_token_that_dies_at_the_last_moment_fails_too(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media_publish", "expired")
    post = await machine.run(post_id)
    assert post.status is PostStatus.FAILED
    assert await machine.live() == []
    assert (await account(machine)).publishing_post_id is None


@pytest.mark.parametrize("operation", ["media", "container"])
async def test_trouble_is_retried_after_one_two_and_four_minutes_and_then_told(
    machine: Machine, operation: str
) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", operation, "server_error", times=99)
    started = machine.clock.now()
    post = await machine.run(post_id)
    assert post.status is PostStatus.FAILED
    assert post.cure is Cure.AGAIN
    assert await machine.told(post_id) == ["post_failed"]
    assert [minutes(later - started) for later in await retries(machine)] == [1, 3, 7]


async def test_trouble_that_passes_leaves_a_live_post(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media", "server_error", times=3)
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


async def test_instagrams_own_wait_comes_first(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", "media", "throttle", minutes=12)
    await machine.step()
    post = await machine.post(post_id)
    assert post.next_at is not None
    assert minutes(post.next_at - machine.clock.now()) >= 11


async def test_a_container_that_is_never_ready_is_made_anew(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=100_000)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    while (post := await machine.post(post_id)).attempt == 0:
        machine.move_to(max(post.next_at or machine.clock.now(), machine.clock.now()))
        await machine.step()
    await machine.sandbox.do("instagram/settings", ripening_seconds=1)
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


async def test_try_again_after_a_failure_publishes_once(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media", "media_refused")
    await machine.run(post_id)
    async with machine.services.db.transaction() as session:
        await try_again(session, machine.team.cy, post_id, machine.clock.now())
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1
    assert (post.last_error, post.remedy, post.cure) == (None, None, Cure.NONE)


async def test_past_its_time_a_post_expires_and_says_so_even_without_access(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.do("instagram/expire_token", username=USERNAME)
    machine.move_to(DUE + timedelta(hours=13))
    post = await machine.run(post_id)
    assert (post.status, post.cure) == (PostStatus.EXPIRED, Cure.RESCHEDULE)
    assert await machine.told(post_id) == ["post_expired"]
    assert await machine.live() == []


def minutes(wait: timedelta) -> int:
    return round(wait.total_seconds() / 60)


async def retries(machine: Machine) -> list[datetime]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(PublishCall.outcome)
            .where(PublishCall.workspace_id == machine.team.workspace_id, PublishCall.step == "retry")
            .order_by(PublishCall.at)
        )
        return [datetime.fromisoformat(outcome["at"]) for outcome in found.scalars()]


async def account(machine: Machine) -> Account:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(Account).where(Account.workspace_id == machine.team.workspace_id))
        return found.scalar_one()
