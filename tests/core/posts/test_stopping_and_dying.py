"""People stop posts, workers die, clocks run twice: nothing goes out against anybody's word, nothing twice."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import DUE
from publishing_machine import Machine
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from stages.steps import Died

from core.approvals.decide import approve, take_back
from core.posts.claim import Claim
from core.posts.edit import edit_caption
from core.posts.model import Post, PostStatus, Revision
from core.posts.publish import publish_post
from core.posts.schedule import hold, resume, skip


async def ready_to_send(machine: Machine, **wish: Any) -> UUID:
    """A due post whose container is finished."""
    post_id = await machine.scheduled(**wish)
    machine.move_to(DUE - timedelta(seconds=60))
    await machine.step()
    machine.move_to(DUE)
    return post_id


STEPS = [
    f"{when} {call}"
    for call in ("create_container", "container", "newest", "publish", "medium")
    for when in ("before", "after")
]


@pytest.mark.parametrize("step", STEPS)
async def test_a_worker_that_dies_anywhere_leaves_one_live_post(machine: Machine, step: str) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.do("instagram/settings", ripening_seconds=0, repeat_publish="duplicate")

    async def die(now: str) -> None:
        if now == step:
            raise Died

    dying = machine.interrupted(die)
    claim = await claimed(machine, post_id)
    with pytest.raises(Died):
        await publish_post(dying.services, claim)
    await machine.forget_leases()
    machine.move_to(machine.clock.now() + timedelta(seconds=10))
    post = await machine.run(post_id)
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert post.media_id == medium["id"]
    assert await machine.told(post_id) == ["post_live"]


@pytest.mark.parametrize("stop", [hold, skip, take_back])
@pytest.mark.parametrize("step", ["before container", "after newest"])
async def test_whoever_stops_a_post_before_it_is_sent_wins(
    machine: Machine, step: str, stop: Callable[..., Any]
) -> None:
    post_id = await ready_to_send(machine)

    async def somebody_stops(now: str) -> None:
        if now == step:
            async with machine.services.db.transaction() as session:
                await stop(session, machine.team.ada, post_id)

    await machine.interrupted(somebody_stops).step()
    assert await machine.live() == []
    assert (await machine.post(post_id)).status in (PostStatus.HELD, PostStatus.CANCELLED, PostStatus.IN_REVIEW)
    assert "post_failed" not in await machine.told(post_id)


@pytest.mark.parametrize("step", ["after create_container", "after newest"])
async def test_an_edit_that_is_approved_while_the_old_words_are_on_their_way_wins(machine: Machine, step: str) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    post_id = await machine.scheduled(due_at=machine.clock.now())
    changed: list[str] = []

    async def somebody_edits(now: str) -> None:
        if now == step and not changed:
            changed.append(now)
            async with machine.services.db.transaction() as session:
                await edit_caption(session, machine.team.ben, post_id, 1, "New words.", machine.clock.now())
            async with machine.services.db.transaction() as session:
                await approve(session, machine.team.ada, post_id, 2, machine.clock.now())

    post = await machine.interrupted(somebody_edits).run(post_id)
    (medium,) = await machine.live()
    assert medium["caption"] == "New words."
    assert post.status is PostStatus.PUBLISHED


async def test_a_run_whose_claim_was_taken_over_does_nothing(machine: Machine) -> None:
    post_id = await ready_to_send(machine)
    claim = await claimed(machine, post_id)
    await publish_post(machine.services, replace(claim, fence=claim.fence - 1))
    assert await machine.live() == []
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED


async def test_a_run_that_loses_its_claim_on_the_way_does_not_send(machine: Machine) -> None:
    post_id = await ready_to_send(machine)

    async def taken_over(now: str) -> None:
        if now == "after newest":
            await machine.forget_leases()
            await machine.claim()

    claim = await claimed(machine, post_id)
    await publish_post(machine.interrupted(taken_over).services, claim)
    assert await machine.live() == []


async def test_two_clocks_claim_each_post_once(machine: Machine) -> None:
    due = machine.clock.now()
    posts = [await machine.scheduled(due_at=due) for _ in range(6)]

    claims = [claim for found in await asyncio.gather(*(machine.claim() for _ in range(3))) for claim in found]
    assert sorted(claim.post_id for claim in claims) == sorted(posts)


async def test_an_account_publishes_one_post_at_a_time(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    due = machine.clock.now()
    first, second = await machine.scheduled(due_at=due), await machine.scheduled(due_at=due)
    claims = await machine.claim()
    assert len(claims) == 2
    sending, overlapped = 0, False

    async def watch(now: str) -> None:
        nonlocal sending, overlapped
        if now == "before publish":
            sending += 1
            overlapped = overlapped or sending > 1
            await asyncio.sleep(0.05)
        elif now == "after publish":
            sending -= 1

    both = machine.interrupted(watch).services
    await asyncio.gather(*(publish_post(both, claim) for claim in claims))
    assert not overlapped
    for post_id in (first, second):
        if (await machine.post(post_id)).status is not PostStatus.PUBLISHED:
            await machine.run(post_id)
    assert len(await machine.live()) == 2


async def test_words_that_changed_behind_the_approval_are_held_back(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Revision)
            .where(Revision.workspace_id == machine.team.workspace_id, Revision.post_id == post_id)
            .values(caption="Buy my crypto.")
        )
    post = await machine.run(post_id)
    assert post.status is PostStatus.HELD
    assert await machine.told(post_id) == ["post_held"]
    assert await machine.live() == []

    async with machine.services.db.transaction() as session:
        resumed = await resume(session, machine.team.ada, post_id, machine.clock.now())
        assert resumed.status is PostStatus.IN_REVIEW
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, resumed.revision, machine.clock.now())
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED


async def test_no_two_posts_can_claim_the_same_medium(machine: Machine) -> None:
    posts = [await machine.in_review(), await machine.in_review()]
    with pytest.raises(IntegrityError):
        async with machine.services.db.transaction() as session:
            await session.execute(
                update(Post)
                .where(Post.workspace_id == machine.team.workspace_id, Post.id.in_(posts))
                .values(media_id="17900000000000001")
            )


async def test_a_post_that_is_late_while_it_is_prepared_stays_back(machine: Machine) -> None:
    post_id = await ready_to_send(machine)

    async def hours_pass(now: str) -> None:
        if now == "after newest":
            machine.move_to(DUE + timedelta(hours=13))

    post = await machine.interrupted(hours_pass).run(post_id)
    assert post.status is PostStatus.EXPIRED
    assert await machine.live() == []


async def test_an_unknown_post_is_nobodys_business(machine: Machine) -> None:
    await publish_post(machine.services, Claim(machine.team.workspace_id, uuid4(), 1))
    assert await machine.live() == []


async def claimed(machine: Machine, post_id: UUID) -> Claim:
    """Claim what is due; this post's run."""
    (claim,) = [claim for claim in await machine.claim() if claim.post_id == post_id]
    return claim
