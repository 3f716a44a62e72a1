"""Instagram's number of posts a day: asked, taken one by one, waited for when it is spent."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from publishing_machine import Machine
from sqlalchemy import select

from core.accounts.queries import get_account
from core.ports.access import Access
from core.ports.publisher import Publisher, Quota
from core.posts.model import Post, PostStatus, PublishCall
from core.posts.queries import post_view
from core.posts.turn import take_turn


async def test_a_spent_day_makes_the_post_wait_and_it_goes_out_when_there_is_room(machine: Machine) -> None:
    await total(machine, 0)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    post = await until_it_waits(machine, post_id)
    assert (post.status, post.attempt) == (PostStatus.SCHEDULED, 0)
    async with machine.services.db.reading() as session:
        view = await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())
    assert view.waits_local is not None
    assert "24 hours" in view.error
    assert await machine.told(post_id) == []
    assert await asked_to_publish(machine) == 0
    await total(machine, 5)
    post = await machine.run(post_id)
    assert (post.status, post.attempt) == (PostStatus.PUBLISHED, 0)
    assert len(await machine.live()) == 1


async def test_it_is_asked_again_as_soon_as_our_oldest_post_is_a_day_old(machine: Machine) -> None:
    await total(machine, 1)
    first = await machine.run(await machine.scheduled(due_at=machine.clock.now()))
    assert first.published_at is not None
    machine.move_to(first.published_at + timedelta(hours=23, minutes=40))
    post = await until_it_waits(machine, await machine.scheduled(due_at=machine.clock.now()))
    assert post.waits_until == first.published_at + timedelta(hours=24)
    post = await machine.run(post.id)
    assert post.status is PostStatus.PUBLISHED


async def test_past_its_time_a_post_that_waited_expires_and_says_why(machine: Machine) -> None:
    await total(machine, 0)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    post = await machine.run(post_id)
    assert post.status is PostStatus.EXPIRED
    assert "24 hours" in (post.last_error or "")
    assert await machine.told(post_id) == ["post_expired"]
    assert await machine.live() == []


async def test_a_refusal_for_the_quota_is_waited_out_like_what_we_knew_before(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", "media_publish", "quota")
    post = await until_it_waits(machine, post_id)
    assert (post.status, post.attempt, post.sent_at) == (PostStatus.SCHEDULED, 0, None)
    post = await machine.run(post_id)
    assert post.status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


async def test_an_account_whose_quota_cannot_be_read_publishes_all_the_same(machine: Machine) -> None:
    await machine.sandbox.fault("instagram", "content_publishing_limit", "server_error", times=9)
    post = await machine.run(await machine.scheduled(due_at=machine.clock.now()))
    assert (post.status, post.attempt) == (PostStatus.PUBLISHED, 0)


async def test_of_two_posts_at_once_one_takes_the_last_unit(machine: Machine) -> None:
    await total(machine, 1)
    both = [await machine.scheduled(due_at=machine.clock.now()) for _ in range(2)]
    for _ in range(12):
        await asyncio.gather(*(take_turn(machine.services, claim) for claim in await machine.claim()))
        machine.move_to(machine.clock.now() + timedelta(seconds=4))
    posts = [await machine.post(post_id) for post_id in both]
    assert sorted(post.status.value for post in posts) == ["published", "scheduled"]
    assert next(post for post in posts if post.status is PostStatus.SCHEDULED).waits_until is not None
    assert await asked_to_publish(machine) == 1  # Instagram was never asked for more than it gives


@dataclass
class SlowToTell:
    """A publisher whose answer about the quota arrives late: meanwhile another post may go out."""

    behind: Publisher
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    arrives: asyncio.Event = field(default_factory=asyncio.Event)

    async def quota(self, access: Access) -> Quota:
        told = await self.behind.quota(access)
        self.asked.set()
        await self.arrives.wait()
        return told

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)


async def test_what_went_out_since_instagram_was_asked_counts(machine: Machine) -> None:
    await total(machine, 1)
    for _ in range(2):
        await machine.scheduled(due_at=machine.clock.now())
    await machine.step()  # containers
    machine.move_to(machine.clock.now() + timedelta(seconds=4))
    first, second = await machine.claim()
    slow = SlowToTell(machine.services.publisher)
    late = asyncio.create_task(take_turn(replace(machine.services, publisher=slow), first))
    await slow.asked.wait()
    await take_turn(machine.services, second)
    assert len(await machine.live()) == 1
    slow.arrives.set()
    await late
    assert await asked_to_publish(machine) == 1
    assert len(await machine.live()) == 1


@pytest.mark.parametrize("answer", ["timeout_before", "quota"])
async def test_an_unknown_outcome_keeps_its_unit_and_a_clear_no_gives_it_back(machine: Machine, answer: str) -> None:
    await total(machine, 1)
    first = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.fault("instagram", "media_publish", answer, seconds=0.01)
    while not (post := await machine.post(first)).last_error:
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=4))
    kept = post.status is PostStatus.PUBLISHING
    assert kept is (answer == "timeout_before")
    async with machine.services.db.transaction() as session:  # nobody has looked what became of it yet
        row = (await session.execute(select(Post).where(Post.workspace_id == post.workspace_id))).scalar_one()
        row.next_at = machine.clock.now() + timedelta(days=3)
    await free_the_account(machine)
    second = await machine.scheduled(due_at=machine.clock.now())
    for _ in range(4):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=4))
    waits = (await machine.post(second)).waits_until is not None
    assert waits is kept


async def total(machine: Machine, posts: int) -> None:
    await machine.sandbox.do("instagram/settings", quota_total=posts)


async def until_it_waits(machine: Machine, post_id: Any) -> Post:
    """Step by step until the post says that it waits."""
    for _ in range(20):
        await machine.step()
        post = await machine.post(post_id)
        if post.waits_until is not None:
            return post
        machine.move_to(max(post.next_at or machine.clock.now(), machine.clock.now()))
    raise AssertionError("it never waited")


async def asked_to_publish(machine: Machine) -> int:
    """How many intents to publish were noted."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(PublishCall.id).where(
                PublishCall.workspace_id == machine.team.workspace_id, PublishCall.step == "intent"
            )
        )
        return len(found.all())


async def free_the_account(machine: Machine) -> None:
    """The lease of the one publication at a time has run out."""
    async with machine.services.db.transaction() as session:
        account = await get_account(session, machine.team.workspace_id, machine.team.account_id, lock=True)
        account.publishing_post_id, account.publishing_until = None, None
