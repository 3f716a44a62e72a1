"""Going back: what comes back, who says yes to it, and that two at once are one."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import DUE, NOW, person
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.decide import approve, request_changes, take_back
from core.approvals.given import approved_by
from core.errors import NotAllowed, NotFound, NotNow
from core.notices.model import Notice
from core.posts.details import Details
from core.posts.edit import edit_caption
from core.posts.extras import change_extras
from core.posts.history import revisions_of
from core.posts.looks import Look, change_look
from core.posts.model import Post, PostStatus, Revision
from core.posts.queries import PostView, post_view
from core.posts.revision import get_post
from core.posts.schedule import reschedule
from core.posts.undo import back_to_approved, undo
from core.posts.what_to_say import AFTER_YES, AS_ASKED
from core.workspaces.model import Member, Role

S = PostStatus


async def edit(machine: Machine, post_id: UUID, caption: str, *, by: Member | None = None) -> None:
    revision = (await machine.post(post_id)).revision
    async with machine.services.db.transaction() as session:
        await edit_caption(session, by or machine.team.cy, post_id, revision, caption, machine.clock.now())


async def go_back(machine: Machine, post_id: UUID, number: int | None = None, *, to: int | None = None) -> Post:
    async with machine.services.db.transaction() as session:
        now = machine.clock.now()
        return await undo(session, machine.team.cy, post_id, now, revision_number=number, to=to)


async def to_approved(machine: Machine, post_id: UUID, member: Member) -> Post:
    revision = (await machine.post(post_id)).revision
    async with machine.services.db.transaction() as session:
        return await back_to_approved(session, member, post_id, revision, machine.clock.now())


async def revisions(machine: Machine, post_id: UUID) -> list[Revision]:
    async with machine.services.db.reading() as session:
        return list(await revisions_of(session, await get_post(session, machine.team.workspace_id, post_id)))


async def view(machine: Machine, post_id: UUID) -> PostView:
    async with machine.services.db.reading() as session:
        return await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())


async def said(machine: Machine) -> list[str]:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(Notice.details).where(Notice.workspace_id == machine.team.workspace_id))
        return [details["say"] for details in found.scalars() if "say" in details]


async def test_undo_goes_back_step_by_step_and_only_ever_adds(machine: Machine) -> None:
    post_id = await machine.in_review(caption="One.")
    await edit(machine, post_id, "One. Two.")
    await edit(machine, post_id, "One. Two. Three.")
    assert (await view(machine, post_id)).undo_to == 2

    await go_back(machine, post_id, 3)
    with pytest.raises(NotNow, match="older version"):
        await go_back(machine, post_id, 3)  # the same button once more, or somebody else's
    await go_back(machine, post_id)
    with pytest.raises(NotNow, match="first version"):
        await go_back(machine, post_id)

    first, *_, fourth, fifth = await revisions(machine, post_id)
    assert [fourth.caption, fifth.caption] == ["One. Two.", "One."]
    assert (fifth.restores, fifth.number) == (1, 5)
    assert fifth.fingerprint == first.fingerprint
    assert (await machine.post(post_id)).status is S.IN_REVIEW
    await edit(machine, post_id, "Six.")
    assert (await view(machine, post_id)).undo_to == 1
    with pytest.raises(NotNow, match="no version 9"):
        await go_back(machine, post_id, to=9)
    await go_back(machine, post_id, to=3)
    assert (await view(machine, post_id)).caption == "One. Two. Three."


async def test_undo_brings_back_slot_extras_and_format_without_painting_again(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.cy, post_id, DUE + timedelta(hours=2), NOW)
        await change_extras(session, machine.team.cy, post_id, 2, Details(first_comment="First."), NOW)
    async with machine.services.db.transaction() as session:
        await change_look(session, machine.team.cy, post_id, 3, Look.REEL, NOW)
    assert (await machine.post(post_id)).status is S.DRAFT

    post = await go_back(machine, post_id)
    assert (post.format.value, post.film, post.details) == ("feed", False, {"first_comment": "First."})
    post = await go_back(machine, post_id)
    assert (post.details, post.due_at) == ({}, DUE + timedelta(hours=2))
    async with machine.services.db.reading() as session:
        later = await post_view(session, machine.team.workspace_id, post_id, DUE + timedelta(minutes=5))
    assert later.undo_to == 0  # its old hour has passed by then
    assert (await go_back(machine, post_id)).due_at == DUE


async def test_a_change_after_the_yes_is_told_and_who_may_approve_goes_back_in_one_press(machine: Machine) -> None:
    post_id = await machine.scheduled(caption="Doors 22:00. Come early.")
    await edit(machine, post_id, "Doors 23:00. Come early.")
    assert await said(machine) == [AFTER_YES]
    shown = await view(machine, post_id)
    assert shown.yes_before is not None
    assert (shown.yes_before.name, shown.yes_before.revision, shown.yes_before.same) == ("Ada", 1, False)
    assert (shown.made_by, [(swap.before, swap.after) for swap in shown.difference.swaps]) == (
        "Cy",
        [("22:00", "23:00")],
    )

    assert (await to_approved(machine, post_id, machine.team.cy)).status is S.IN_REVIEW
    shown = await view(machine, post_id)
    assert shown.yes_before is not None
    assert (shown.caption, shown.yes_before.same) == ("Doors 22:00. Come early.", True)

    await edit(machine, post_id, "Doors 24:00. Come early.")
    assert (await to_approved(machine, post_id, machine.team.ben)).status is S.SCHEDULED
    async with machine.services.db.reading() as session:
        given = await approved_by(session, await get_post(session, machine.team.workspace_id, post_id))
    assert given is not None
    assert given[1].name == "Ben"


async def test_nobody_s_old_yes_counts_by_itself(machine: Machine) -> None:
    """Not after it was taken back, not for those who may not approve, and not once the slot has passed."""
    post_id = await machine.scheduled(caption="One.")
    async with machine.services.db.transaction() as session:
        await take_back(session, machine.team.ada, post_id)
    await edit(machine, post_id, "Two.")
    assert (await view(machine, post_id)).yes_before is None
    with pytest.raises(NotNow, match="Nobody had approved"):
        await to_approved(machine, post_id, machine.team.ada)

    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, 2, NOW)
    await edit(machine, post_id, "Three.")
    machine.move_to(DUE + timedelta(minutes=1))
    assert (await to_approved(machine, post_id, machine.team.ada)).status is S.IN_REVIEW


async def test_undo_drops_a_wish_that_nobody_has_answered_yet(machine: Machine) -> None:
    post_id = await machine.in_review(caption="One.")
    async with machine.services.db.transaction() as session:
        await request_changes(session, machine.team.ben, post_id, "shorter", NOW)
    post = await go_back(machine, post_id)
    assert (post.status, post.revision, post.request) == (S.IN_REVIEW, 1, "")
    await machine.work("post.draft")
    assert (await machine.post(post_id)).revision == 1


async def test_who_asked_in_words_hears_what_became_of_it(machine: Machine) -> None:
    post_id = await machine.in_review(caption="Friday we dance. 🪩")
    async with machine.services.db.transaction() as session:
        await request_changes(session, machine.team.ben, post_id, 'add "See you at the bar"', NOW)
    assert await said(machine) == []
    await machine.work("post.draft")
    await machine.work("post.render")
    assert await said(machine) == [AS_ASKED]
    shown = await view(machine, post_id)
    assert "See you at the bar" in "".join(swap.after for swap in shown.difference.swaps)
    assert shown.made_by == "Ben"


async def test_guests_and_strangers_undo_nothing(machine: Machine) -> None:
    post_id = await machine.in_review(caption="One.")
    await edit(machine, post_id, "Two.")
    guest = person("Gil", Role.GUEST, machine.team.workspace_id)
    stranger = person("Eve", Role.OWNER, UUID(int=1))
    for member, refusal in ((guest, NotAllowed), (stranger, NotFound)):
        for deed in (undo, back_to_approved):
            with pytest.raises(refusal):
                async with machine.services.db.transaction() as session:
                    if deed is undo:
                        await undo(session, member, post_id, NOW)
                    else:
                        await back_to_approved(session, member, post_id, 2, NOW)
    assert (await machine.post(post_id)).revision == 2
