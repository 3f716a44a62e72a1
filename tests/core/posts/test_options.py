"""Captions to choose from: they change nothing until one is picked, and die when the post changes."""

from uuid import UUID

import pytest
from builders import NOW, empty_post
from publishing_machine import Machine
from sqlalchemy import select

from core import tasks
from core.approvals.decide import approve, request_changes
from core.copy.option_words import OptionsAsked
from core.errors import NotAllowed, NotNow
from core.notices.model import Notice, NoticeKind
from core.posts.model import Post, PostStatus, Revision
from core.posts.option_sheet import OptionsState
from core.posts.option_view import OptionsView, options_view
from core.posts.options import ask_for_options, leave_options, pick_option
from core.posts.revision import current_revision, get_post
from core.workspaces.model import Role


async def drafted(machine: Machine) -> UUID:
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
        await session.flush()
        tasks.draft_post.enqueue(session, machine.team.workspace_id, post.id)
    await machine.work("post.draft")
    await machine.work("post.render")
    return post.id


async def asked(machine: Machine, post_id: UUID, wish: str = "") -> UUID:
    async with machine.services.db.transaction() as session:
        team = machine.team
        sheet = await ask_for_options(session, team.cy, post_id, OptionsAsked(3, wish), team.conversation_id, NOW)
    await machine.work("post.options")
    return sheet.id


async def picked(machine: Machine, sheet_id: UUID, number: int) -> Post:
    async with machine.services.db.transaction() as session:
        return await pick_option(session, machine.team.cy, sheet_id, number, NOW)


async def seen(machine: Machine, sheet_id: UUID) -> OptionsView:
    async with machine.services.db.reading() as session:
        return await options_view(session, machine.team.workspace_id, sheet_id)


async def now_says(machine: Machine, post_id: UUID) -> Revision:
    async with machine.services.db.reading() as session:
        return await current_revision(session, await get_post(session, machine.team.workspace_id, post_id))


async def test_a_picked_option_is_the_next_revision_of_whoever_picked_it_and_needs_a_yes(machine: Machine) -> None:
    post_id = await drafted(machine)
    before = await now_says(machine, post_id)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, before.number, NOW)
    sheet_id = await asked(machine, post_id)
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED
    view = await seen(machine, sheet_id)
    assert len({before.caption, *(option.caption for option in view.options)}) == 4
    await picked(machine, sheet_id, 2)
    now = await now_says(machine, post_id)
    assert (now.number, now.caption) == (before.number + 1, view.options[1].caption)
    assert (now.author_id, now.writer) == (machine.team.cy.id, view.options[1].writer)
    assert now.picture_hash == before.picture_hash
    assert (await machine.post(post_id)).status is PostStatus.IN_REVIEW
    told = await seen(machine, sheet_id)
    assert (told.state, told.picked, told.picked_by) == (OptionsState.PICKED, 2, "Cy")
    with pytest.raises(NotNow, match="picked already"):
        await picked(machine, sheet_id, 1)


async def test_options_die_when_the_post_changes_and_their_card_is_drawn_again(machine: Machine) -> None:
    post_id = await drafted(machine)
    sheet_id = await asked(machine, post_id)
    async with machine.services.db.transaction() as session:
        await request_changes(session, machine.team.cy, post_id, "no hashtags", NOW)
    await machine.work("post.draft")
    assert (await seen(machine, sheet_id)).state is OptionsState.OUTDATED
    with pytest.raises(NotNow, match="has changed since"):
        await picked(machine, sheet_id, 1)
    async with machine.services.db.reading() as session:
        drawn = await session.execute(
            select(Notice.id).where(
                Notice.workspace_id == machine.team.workspace_id,
                Notice.kind == NoticeKind.OPTIONS,
                Notice.subject_id == sheet_id,
            )
        )
        assert len(drawn.all()) == 2


async def test_options_can_be_put_aside_and_have_wishes_of_their_own(machine: Machine) -> None:
    post_id = await drafted(machine)
    before = await now_says(machine, post_id)
    sheet_id = await asked(machine, post_id, "in German")
    view = await seen(machine, sheet_id)
    assert all("Freitag, 27. November" in option.caption for option in view.options)
    async with machine.services.db.transaction() as session:
        await leave_options(session, machine.team.cy, sheet_id)
    assert (await now_says(machine, post_id)).id == before.id
    with pytest.raises(NotNow, match="put aside"):
        await picked(machine, sheet_id, 1)


async def test_who_may_not_change_a_post_may_not_choose_for_it(machine: Machine) -> None:
    post_id = await drafted(machine)
    sheet_id = await asked(machine, post_id)
    machine.team.cy.role = Role.GUEST
    with pytest.raises(NotAllowed):
        await picked(machine, sheet_id, 1)
    with pytest.raises(NotAllowed):
        await asked(machine, post_id)


async def test_a_post_without_words_has_no_options_yet(machine: Machine) -> None:
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
    with pytest.raises(NotNow, match="first caption"):
        await asked(machine, post.id)
