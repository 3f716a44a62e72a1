"""What nobody foresaw goes wrong on our own side: it is tried again, then told, and never taken for a no."""

from datetime import timedelta

from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.operations.model import AlertRow
from core.posts.model import PostStatus
from core.tenancy import ACROSS_WORKSPACES


def broken(machine: Machine, call: str, error: Exception, times: int = 1000) -> Machine:
    """Calls of one name end in an error that nobody foresaw, so many times."""
    left = times

    async def break_(step: str) -> None:
        nonlocal left
        if step == f"before {call}" and left > 0:
            left -= 1
            raise error

    return machine.interrupted(break_)


async def test_our_own_mistake_is_tried_three_times_and_then_told(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    clumsy = broken(machine, "create_container", KeyError("ours"))
    for minutes in (1, 2, 4):
        began = machine.clock.now()
        await clumsy.step()
        post = await machine.post(post_id)
        assert post.next_at is not None
        assert timedelta(minutes=minutes) <= post.next_at - began < timedelta(minutes=minutes + 1)
        machine.move_to(post.next_at)
    await clumsy.step()
    post = await machine.post(post_id)
    assert post.status is PostStatus.FAILED
    assert post.last_error is not None and post.last_error.startswith("Something went wrong on my side.")
    assert await machine.told(post_id) == ["post_failed"]
    async with machine.services.db.reading() as session:
        alerts = await session.execute(select(AlertRow.text).execution_options(**ACROSS_WORKSPACES))
        (text,) = alerts.scalars()
    assert str(post_id) in text and "KeyError" in text


async def test_our_own_mistake_after_sending_is_never_taken_for_a_no(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    clumsy = broken(machine, "publish", KeyError("ours"), times=1)
    post = await clumsy.run(post_id)
    assert post.status is PostStatus.PUBLISHED  # the same container, after the whole grace
    assert len(await machine.live()) == 1
    assert await machine.told(post_id) == ["post_live"]


async def test_a_mistake_that_stays_after_sending_ends_with_a_person(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    await machine.sandbox.do("instagram/settings", ripening_seconds=0)
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    await machine.step()
    assert (await machine.post(post_id)).status is PostStatus.PUBLISHING
    post = await broken(machine, "newest", KeyError("ours")).run(post_id)
    assert post.status is PostStatus.UNCONFIRMED
    assert await machine.told(post_id) == ["post_unconfirmed"]


async def test_a_database_that_was_away_costs_no_try(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=machine.clock.now())
    away = OperationalError("SELECT 1", {}, Exception("the server closed the connection"))
    post = await broken(machine, "create_container", away, times=6).run(post_id)
    assert (post.status, post.attempt) == (PostStatus.PUBLISHED, 0)
    async with machine.services.db.reading() as session:
        assert (await session.execute(select(AlertRow.id).execution_options(**ACROSS_WORKSPACES))).first() is None
