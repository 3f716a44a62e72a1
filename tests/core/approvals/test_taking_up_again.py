"""Whatever people do to a post, in whatever order: it never gets stuck and no wish is lost."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from builders import DUE, empty_post
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.decide import approve, approve_all, request_changes, take_back
from core.approvals.given import approved_by
from core.approvals.remind import remind
from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.outbox import TaskRow
from core.posts.edit import edit_caption
from core.posts.model import Post, PostStatus
from core.posts.revision import freeze, get_post
from core.posts.schedule import hold, post_now, reschedule, resume, skip, stop_everything

S = PostStatus


async def add(machine: Machine, *, drafted: bool) -> UUID:
    """A post that still waits for its words, or only for its picture."""
    async with machine.services.db.transaction() as session:
        post = empty_post(machine.team)
        session.add(post)
        await session.flush()
        if drafted:
            await freeze(
                session,
                post,
                caption="Friday.",
                headline="",
                alt_text="",
                writer="offline",
                notes=[],
                author_id=machine.team.cy.id,
                now=machine.clock.now(),
            )
    return post.id


async def rung(machine: Machine, post_id: UUID) -> set[str]:
    """Which work waits to be done for a post."""
    async with machine.services.db.reading() as session:
        rows = (await session.execute(select(TaskRow))).scalars()
        return {row.name for row in rows if row.arguments.get("post_id") == str(post_id)}


@pytest.mark.parametrize("stop", [hold, skip])
@pytest.mark.parametrize(("drafted", "work"), [(False, "post.draft"), (True, "post.render")])
async def test_a_post_stopped_before_it_was_ready_is_made_ready_when_taken_up(
    machine: Machine, drafted: bool, work: str, stop: Callable[..., Awaitable[Post]]
) -> None:
    post_id = await add(machine, drafted=drafted)
    async with machine.services.db.transaction() as session:
        await stop(session, machine.team.cy, post_id)
    async with machine.services.db.transaction() as session:
        post = await resume(session, machine.team.cy, post_id, machine.clock.now())
    assert post.status is S.DRAFT
    assert work in await rung(machine, post_id)


async def test_an_edit_before_the_picture_is_painted_has_it_painted(machine: Machine) -> None:
    post_id = await add(machine, drafted=True)
    async with machine.services.db.transaction() as session:
        post = await edit_caption(session, machine.team.cy, post_id, 1, "Saturday.", machine.clock.now())
    assert post.status is S.DRAFT
    assert "post.render" in await rung(machine, post_id)


async def test_a_yes_needs_a_picture_to_look_at(machine: Machine) -> None:
    post_id = await add(machine, drafted=True)
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id, lock=True)
        post.status = S.IN_REVIEW
    with pytest.raises(NotNow, match="being painted"):
        async with machine.services.db.transaction() as session:
            await approve(session, machine.team.ada, post_id, 1, machine.clock.now())


async def test_two_wishes_before_the_next_draft_are_both_kept(machine: Machine) -> None:
    post_id = await machine.in_review()
    for words in ("shorter", "and no emoji"):
        async with machine.services.db.transaction() as session:
            post = await request_changes(session, machine.team.ada, post_id, words, machine.clock.now(), 1)
    assert post.status is S.CHANGES_REQUESTED
    assert post.request.splitlines() == ["shorter", "and no emoji"]


async def test_moving_the_hour_forgets_no_wish(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        await request_changes(session, machine.team.ada, post_id, "shorter", machine.clock.now())
    async with machine.services.db.transaction() as session:
        post = await reschedule(session, machine.team.cy, post_id, DUE + timedelta(hours=2), machine.clock.now())
    assert (post.status, post.request) == (S.CHANGES_REQUESTED, "shorter")


async def test_writing_it_by_hand_answers_a_wish(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        await request_changes(session, machine.team.ada, post_id, "shorter", machine.clock.now())
    async with machine.services.db.transaction() as session:
        post = await edit_caption(session, machine.team.cy, post_id, 1, "Short.", machine.clock.now())
    assert (post.status, post.request, post.revision) == (S.IN_REVIEW, "", 2)


async def test_a_yes_taken_back_or_outlived_can_be_given_again_by_the_same_person(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await take_back(session, machine.team.ada, post_id)
        await approve(session, machine.team.ada, post_id, 1, machine.clock.now())
    async with machine.services.db.transaction() as session:
        await hold(session, machine.team.cy, post_id)
    machine.move_to(DUE + timedelta(hours=1))
    async with machine.services.db.transaction() as session:
        post = await resume(session, machine.team.ada, post_id, machine.clock.now())
        assert post.status is S.IN_REVIEW
    async with machine.services.db.transaction() as session:
        post = await approve(session, machine.team.ada, post_id, 1, machine.clock.now())
    assert post.status is S.SCHEDULED


async def test_a_held_post_goes_on_with_the_yes_it_had(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await stop_everything(session, machine.team.cy)
    async with machine.services.db.transaction() as session:
        post = await resume(session, machine.team.ada, post_id, machine.clock.now())
    assert post.status is S.SCHEDULED
    assert (await machine.run(post_id)).status is S.PUBLISHED


async def test_an_editor_who_moves_an_approved_post_needs_a_new_yes_an_approver_gives_it_by_moving(
    machine: Machine,
) -> None:
    later, statuses = DUE + timedelta(hours=3), []
    for mover in (machine.team.cy, machine.team.ben):
        post_id = await machine.scheduled()
        async with machine.services.db.transaction() as session:
            post = await reschedule(session, mover, post_id, later, machine.clock.now())
            given = await approved_by(session, post)
        statuses.append((post.status, given[1].name if given else ""))
    assert statuses == [(S.IN_REVIEW, ""), (S.SCHEDULED, "Ben")]


async def test_an_hour_in_another_zone_is_the_same_hour(machine: Machine) -> None:
    """What was approved is compared after it went through the database, which speaks UTC."""
    post_id = await machine.in_review()
    elsewhere = (DUE + timedelta(hours=3)).astimezone(ZoneInfo("Europe/Berlin"))
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.cy, post_id, elsewhere, machine.clock.now())
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, 2, machine.clock.now())
    assert (await machine.run(post_id)).status is S.PUBLISHED


async def test_post_now_takes_one_press_of_somebody_whose_yes_counts(machine: Machine) -> None:
    post_id = await machine.in_review(due_at=DUE + timedelta(days=2))
    with pytest.raises(NotAllowed):
        async with machine.services.db.transaction() as session:
            await post_now(session, machine.team.cy, post_id, machine.clock.now())
    async with machine.services.db.transaction() as session:
        await post_now(session, machine.team.ada, post_id, machine.clock.now())
    assert (await machine.run(post_id)).status is S.PUBLISHED
    assert len(await machine.live()) == 1


async def test_approve_all_says_when_it_is_too_late_for_all(machine: Machine) -> None:
    await machine.in_review()
    machine.move_to(DUE + timedelta(days=2))
    with pytest.raises(NotNow, match="too late"):
        async with machine.services.db.transaction() as session:
            await approve_all(session, machine.team.ada, machine.team.campaign_id, machine.clock.now())


async def test_silence_is_mentioned_twice_and_never_publishes(machine: Machine) -> None:
    post_id = await machine.in_review()
    for when in (DUE - timedelta(hours=2), DUE + timedelta(minutes=1), DUE + timedelta(hours=13)):
        machine.move_to(when)
        for _ in range(2):
            async with machine.services.db.transaction() as session:
                await remind(session, machine.clock.now())
        await machine.step()
    assert await machine.told(post_id) == ["post_waiting", "post_overdue", "post_expired"]
    assert (await machine.post(post_id)).status is S.EXPIRED
    assert await machine.live() == []


@pytest.mark.parametrize("hours", [-1, 24 * 401])
async def test_an_hour_that_cannot_be_meant_is_refused(machine: Machine, hours: int) -> None:
    post_id = await machine.in_review()
    now = machine.clock.now()
    with pytest.raises(InvalidAnswer):
        async with machine.services.db.transaction() as session:
            await reschedule(session, machine.team.cy, post_id, now + timedelta(hours=hours), now)
    assert (await machine.post(post_id)).due_at == DUE
