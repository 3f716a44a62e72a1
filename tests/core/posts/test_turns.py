"""A clock claims and rings, a worker takes: once for each claim, whatever is lost, said twice or frozen on the way."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import DUE
from publishing_machine import Machine
from sqlalchemy import update

from core.lease import Hold, LeaseLost, check_held, while_held
from core.posts.claim import HAND_OVER, Claim, claim_due, next_due, renew, take
from core.posts.model import Post, PostStatus, Priority
from core.posts.publish import publish_post
from core.posts.queue import EARLY
from core.posts.turn import take_turn

LEASE = timedelta(seconds=20)


async def set_post(machine: Machine, post_id: UUID, **values: Any) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Post).where(Post.workspace_id == machine.team.workspace_id, Post.id == post_id).values(**values)
        )


async def test_a_ring_that_is_heard_twice_is_done_once(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    (claim,) = await machine.claim()
    await asyncio.gather(*(take_turn(machine.services, claim) for _ in range(3)))
    post = await machine.post(post_id)
    assert post.lease_until is None
    next_at = post.next_at
    await take_turn(machine.services, claim)
    assert (await machine.post(post_id)).next_at == next_at  # heard again when the work is done: nothing happens
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    state = await machine.sandbox.state(wire=True)
    assert len([call for call in state["wire"] if call["target"].endswith("/media") and call["method"] == "POST"]) == 1


async def test_a_ring_that_is_lost_is_made_up_for(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    (lost,) = await machine.claim()
    assert await machine.claim() == []
    await set_post(machine, post_id, lease_until=machine.clock.steady() - timedelta(milliseconds=1))
    (again,) = await machine.claim()
    assert again == replace(lost, fence=lost.fence + 1)
    await take_turn(machine.services, lost)  # it was only late: by now it is worth nothing
    assert (await machine.post(post_id)).lease_owner is None
    post = await machine.post(post_id)
    assert post.lease_until is not None and post.lease_until - machine.clock.steady() <= HAND_OVER


@pytest.mark.parametrize("call", ["create_container", "publish"])
async def test_a_process_that_stops_in_the_middle_hands_its_post_over_at_once(machine: Machine, call: str) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    at_it = asyncio.Event()

    async def never(step: str) -> None:
        if step == f"before {call}":
            at_it.set()
            await asyncio.Event().wait()

    slow = machine.interrupted(never).services
    for _ in range(20):  # until the call that hangs
        claims = await machine.claim()
        turns = [asyncio.create_task(take_turn(slow, claim)) for claim in claims]
        hanging = asyncio.create_task(at_it.wait())
        await asyncio.wait([*turns, hanging], return_when=asyncio.FIRST_COMPLETED)
        if at_it.is_set():
            break
        hanging.cancel()
        post = await machine.post(post_id)
        machine.move_to(max(post.next_at or machine.clock.now(), machine.clock.now()))
    (turn,) = turns
    turn.cancel()
    await asyncio.gather(turn, return_exceptions=True)
    post = await machine.post(post_id)
    assert post.lease_until is None  # nobody waits for a lease; after a call that may have worked, only for its answer
    assert post.next_at is not None
    machine.move_to(max(post.next_at, machine.clock.now()))
    assert len(await machine.claim()) == 1
    await machine.forget_leases()
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


async def test_who_takes_a_post_keeps_it_for_as_long_as_it_is_renewed(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    (claim,) = await machine.claim()
    mine, yours = uuid4(), uuid4()
    async with machine.services.db.transaction() as session:
        assert await take(session, claim, mine, machine.clock, LEASE)
        assert not await take(session, claim, yours, machine.clock, LEASE)
        assert await renew(session, claim, mine, machine.clock, LEASE)
        assert not await renew(session, claim, yours, machine.clock, LEASE)
    await machine.forget_leases()
    (newer,) = await machine.claim()
    async with machine.services.db.transaction() as session:
        assert not await renew(session, claim, mine, machine.clock, LEASE)
        assert not await take(session, claim, mine, machine.clock, LEASE)
        assert await take(session, newer, yours, machine.clock, LEASE)
    assert (await machine.post(post_id)).fence == newer.fence


async def test_a_run_that_let_go_of_its_post_does_not_hold_it_again_by_renewing(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    (claim,) = await machine.claim()
    owner = uuid4()
    async with machine.services.db.transaction() as session:
        await take(session, claim, owner, machine.clock, LEASE)
    await set_post(machine, post_id, lease_until=None)
    async with machine.services.db.transaction() as session:
        assert await renew(session, claim, owner, machine.clock, LEASE)
    assert (await machine.post(post_id)).lease_until is None


async def test_what_is_soon_worth_nothing_goes_first(machine: Machine) -> None:
    due = machine.clock.now()
    usual = [await machine.scheduled(due_at=due - timedelta(minutes=minutes)) for minutes in (3, 2, 1)]
    tonight = await machine.scheduled(due_at=due)
    for post_id in usual:
        await set_post(machine, post_id, priority=Priority.USUAL)
    assert (await machine.post(tonight)).priority == Priority.DAY_OF
    claims = await claim_due(machine.services.db, machine.clock, 2)
    assert [claim.post_id for claim in claims] == [tonight, usual[0]]
    assert [claim.post_id for claim in await machine.claim()] == usual[1:]


async def test_what_is_in_hand_does_not_hide_what_is_due_next(machine: Machine) -> None:
    now = machine.clock.now()
    await machine.scheduled(due_at=now)
    later = await machine.scheduled(due_at=now + timedelta(hours=1))
    await machine.claim()
    async with machine.services.db.reading() as session:
        assert await next_due(session, machine.clock) == (await machine.post(later)).next_at


async def test_a_run_that_begins_early_waits_for_the_minute(machine: Machine) -> None:
    post_id = await machine.scheduled()
    machine.move_to(DUE - timedelta(seconds=60))
    await machine.step()
    machine.move_to(DUE - timedelta(seconds=50))
    await machine.step()
    assert (await machine.post(post_id)).next_at == DUE - EARLY
    machine.move_to(DUE - timedelta(seconds=0.4))
    await machine.step()
    post = await machine.post(post_id)
    assert post.sent_at is not None and post.sent_at >= DUE
    assert post.status is PostStatus.PUBLISHED


async def test_a_run_that_slept_too_long_does_not_send(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    (claim,) = await machine.claim()
    ticks = 0.0
    hold = Hold(LEASE, lambda: ticks)

    async def stopped(step: str) -> None:
        nonlocal ticks
        if step == "before publish":
            ticks += LEASE.total_seconds() * 0.6  # it wakes up with the call still to be made

    async def kept() -> bool:
        return True

    asleep = machine.interrupted(stopped).services
    with pytest.raises(LeaseLost):
        await while_held(publish_post(asleep, claim), kept, hold)
    assert await machine.live() == []
    post = await machine.post(post_id)
    assert (post.status, post.sends, post.sent_at) == (PostStatus.SCHEDULED, 0, None)
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    assert len(await machine.live()) == 1


async def test_outside_of_leased_work_nothing_is_in_the_way() -> None:
    check_held()


async def test_a_claim_for_a_post_that_was_stopped_is_quiet(machine: Machine) -> None:
    post_id = await machine.in_review()
    await take_turn(machine.services, Claim(machine.team.workspace_id, post_id, 0))
    await take_turn(machine.services, Claim(machine.team.workspace_id, uuid4(), 0))
    assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW
