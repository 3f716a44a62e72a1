"""Instagram's budget of calls is spent: the account rests, everybody sees why, and nothing is lost or sent twice."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from builders import DUE
from publishing_machine import Machine, open_at
from sqlalchemy import select

from core.accounts.model import Account
from core.accounts.pause import end_pauses
from core.accounts.queries import access_to, get_account
from core.campaigns.queries import campaign_view
from core.errors import RateLimited
from core.notices.model import Notice, NoticeKind
from core.ports.publisher import Surface
from core.posts.model import PostStatus
from core.posts.queries import post_view
from core.services import Services


async def test_at_95_percent_the_account_rests_and_the_post_goes_out_afterwards(machine: Machine) -> None:
    await spent(machine, 96)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.step()
    post = await machine.post(post_id)
    assert (post.status, post.attempt) == (PostStatus.SCHEDULED, 0)
    assert post.next_at is not None and post.next_at == post.waits_until
    assert minutes(post.next_at - machine.clock.now()) == minutes(await pause_lasts(machine)) == 15
    await spent(machine, 10)
    post = await machine.run(post_id)
    assert (post.status, post.attempt) == (PostStatus.PUBLISHED, 0)
    assert len(await machine.live()) == 1


@pytest.mark.parametrize("operation", ["media", "container", "media_publish"])
async def test_a_throttled_call_pauses_for_as_long_as_instagram_says(machine: Machine, operation: str) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", operation, "throttle", minutes=12)
    while (paused := (await account(machine)).paused_until) is None:
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=5))
    assert timedelta(minutes=11) < paused - machine.clock.now() <= timedelta(minutes=12)
    post = await machine.run(post_id)
    assert (post.status, post.attempt) == (PostStatus.PUBLISHED, 0)
    assert len(await machine.live()) == 1
    assert await machine.told(post_id) == ["post_live"]


async def test_while_paused_nothing_is_asked_by_any_process(machine: Machine, other: Services) -> None:
    await spent(machine, 96)
    await machine.scheduled(due_at=machine.clock.now())
    await machine.step()
    access = access_to(await account(machine), other.vault)
    calls = calls_of(machine)
    with pytest.raises(RateLimited, match="paused") as caught:
        await other.publisher.newest(access, story=False)
    assert caught.value.after is not None
    assert caught.value.after > timedelta(minutes=14)
    assert calls_of(machine) == calls


async def test_from_75_percent_on_numbers_wait_and_posts_do_not(machine: Machine) -> None:
    await spent(machine, 80)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    access, calls = access_to(await account(machine), machine.services.vault), calls_of(machine)
    with pytest.raises(RateLimited):
        await machine.services.insights.of_medium(access, str(post.media_id), Surface.FEED)
    assert calls_of(machine) == calls
    machine.move_to(machine.clock.now() + timedelta(minutes=16))  # now and then numbers have their turn
    assert "views" in await machine.services.insights.of_medium(access, str(post.media_id), Surface.FEED)
    machine.move_to(machine.clock.now() + timedelta(minutes=2))
    with pytest.raises(RateLimited):
        await machine.services.insights.of_medium(access, str(post.media_id), Surface.FEED)


async def test_from_75_percent_on_containers_are_looked_at_less_often(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=60, usage_percent=80)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.step()
    post = await machine.post(post_id)
    assert post.next_at is not None
    assert post.next_at - machine.clock.now() > timedelta(seconds=6)


async def test_what_became_of_a_sent_post_is_found_out_in_spite_of_a_pause(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    while (await machine.post(post_id)).status is PostStatus.SCHEDULED:
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=5))
    async with machine.services.db.transaction() as session:
        row = await get_account(session, machine.team.workspace_id, machine.team.account_id)
        row.paused_until, row.paused_reason = machine.clock.now() + timedelta(hours=5), "for a test"
    started = machine.clock.now()
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert machine.clock.now() - started < timedelta(hours=1)
    assert len(await machine.live()) == 1


async def test_a_pause_longer_than_the_post_is_wanted_lets_it_expire_with_the_reason(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "media", "throttle", minutes=60 * 24)
    post_id = await machine.scheduled()
    machine.move_to(DUE)
    post = await machine.run(post_id)
    assert post.status is PostStatus.EXPIRED
    assert "used up what Instagram lets apps ask" in (post.last_error or "")
    assert machine.clock.now() < post.not_after + timedelta(minutes=1)
    assert await machine.told(post_id) == ["post_expired"]


async def test_cards_show_the_pause_and_lose_it_when_it_is_over(machine: Machine) -> None:
    await spent(machine, 96)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.step()
    team, clock = machine.team, machine.clock
    async with machine.services.db.reading() as session:
        campaign = await campaign_view(session, team.workspace_id, team.campaign_id)
        post = await post_view(session, team.workspace_id, post_id, clock.now())
    assert campaign.paused is not None and post.paused == campaign.paused and post.waits_local
    assert (campaign.paused.username, campaign.paused.reason) == (
        "warehouse.nights",
        "Instagram's call budget is nearly used up",
    )
    machine.move_to(clock.now() + timedelta(minutes=16))
    drawn = await campaign_notices(machine)
    async with machine.services.db.transaction() as session:
        await end_pauses(session, clock.now())
    async with machine.services.db.reading() as session:
        campaign = await campaign_view(session, team.workspace_id, team.campaign_id)
        post = await post_view(session, team.workspace_id, post_id, clock.now())
    assert (campaign.paused, post.paused, post.waits_local, post.error) == (None, None, None, "")
    assert await campaign_notices(machine) == drawn + 1


@pytest.fixture
async def other(machine: Machine, database: str, pictures: str, tmp_path: Path) -> AsyncIterator[Services]:
    """Another process on the same database."""
    opened = open_at(machine.sandbox, database, tmp_path, pictures)
    yield opened
    await opened.close()


async def spent(machine: Machine, percent: int) -> None:
    await machine.sandbox.do("instagram/settings", usage_percent=percent)


def calls_of(machine: Machine) -> int:
    """How often Instagram was asked for anything."""
    return sum(entry.direction.endswith("instagram") for entry in machine.sandbox.world.wire)


async def account(machine: Machine) -> Account:
    async with machine.services.db.reading() as session:
        return await get_account(session, machine.team.workspace_id, machine.team.account_id)


async def pause_lasts(machine: Machine) -> timedelta | None:
    until = (await account(machine)).paused_until
    return None if until is None else until - machine.clock.now()


def minutes(wait: timedelta | None) -> int | None:
    return None if wait is None else round(wait.total_seconds() / 60)


async def campaign_notices(machine: Machine) -> int:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice.id).where(
                Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.CAMPAIGN
            )
        )
        return len(found.all())
