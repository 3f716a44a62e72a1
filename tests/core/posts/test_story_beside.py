"""A post that goes out as a story, too: one yes, two posts, each once."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import DUE, empty_post
from publishing_machine import Machine
from sqlalchemy import select

from core import tasks
from core.approvals.decide import approve, approve_all, take_back
from core.errors import NotNow
from core.posts.also_story import also_as_story
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import current_revision, fingerprint, get_post
from core.posts.schedule import hold, post_now, reschedule, resume, skip
from core.posts.variants import variant_in, variants_from
from core.templates.scene import Layout

S = PostStatus


async def drawn(machine: Machine, *, as_story: bool = True) -> UUID:
    """A flyer we wrote and painted, waiting for a yes, which shall be a story, too."""
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
        await session.flush()
        tasks.draft_post.enqueue(session, machine.team.workspace_id, post.id)
    await machine.work("post.draft")
    await machine.work("post.render")
    if as_story:
        await wish(machine, post.id)
    return post.id


async def wish(machine: Machine, post_id: UUID, *, wanted: bool = True) -> None:
    post = await machine.post(post_id)
    async with machine.services.db.transaction() as session:
        await also_as_story(session, machine.team.cy, post_id, post.revision, machine.clock.now(), wanted=wanted)


async def say_yes(machine: Machine, post_id: UUID) -> None:
    post = await machine.post(post_id)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, post.revision, machine.clock.now())


async def stories(machine: Machine, post_id: UUID) -> list[Post]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post).where(Post.workspace_id == machine.team.workspace_id, Post.story_of_id == post_id)
        )
        return list(found.scalars())


async def story(machine: Machine, post_id: UUID) -> Post:
    (only,) = await stories(machine, post_id)
    return only


async def revision_of(machine: Machine, post_id: UUID) -> tuple[Post, Revision]:
    async with machine.services.db.reading() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        return post, await current_revision(session, post)


async def test_a_flyer_is_painted_in_every_format_and_the_yes_is_about_all_of_them(machine: Machine) -> None:
    post, revision = await revision_of(machine, await drawn(machine, as_story=False))
    assert {variant.layout for variant in variants_from(revision.variants)} == {Layout.SQUARE, Layout.STORY}
    before = fingerprint(post, revision)
    revision.variants = [{**variant, "hash": "0" * 64} for variant in revision.variants]
    assert fingerprint(post, revision) != before == revision.fingerprint


async def test_one_yes_sends_the_post_and_its_story_each_once(machine: Machine) -> None:
    post_id = await drawn(machine)
    assert await stories(machine, post_id) == []  # nothing is planned without a yes
    await say_yes(machine, post_id)
    beside = await story(machine, post_id)
    assert (beside.status, beside.due_at) == (S.SCHEDULED, DUE + timedelta(minutes=2))
    _, revision = await revision_of(machine, post_id)
    _, of_story = await revision_of(machine, beside.id)
    assert variant_in(revision.variants, Layout.STORY).key == of_story.picture_key  # type: ignore[union-attr]
    await machine.run(post_id)
    await machine.run(beside.id)
    assert sorted(medium["kind"] for medium in await machine.live()) == ["feed", "story"]


async def test_without_the_wish_there_is_no_story(machine: Machine) -> None:
    post_id = await drawn(machine)
    await wish(machine, post_id, wanted=False)
    await say_yes(machine, post_id)
    assert await stories(machine, post_id) == []


@pytest.mark.parametrize("deed", ["take back", "skip", "hold"])
async def test_what_stops_a_post_stops_its_story(machine: Machine, deed: str) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    async with machine.services.db.transaction() as session:
        await {"take back": take_back, "skip": skip, "hold": hold}[deed](session, machine.team.ada, post_id)
    assert (await story(machine, post_id)).status is S.CANCELLED


async def test_a_post_that_is_resumed_brings_its_story_along(machine: Machine) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    async with machine.services.db.transaction() as session:
        await hold(session, machine.team.ada, post_id)
        await resume(session, machine.team.ada, post_id, machine.clock.now())
    assert (await story(machine, post_id)).status is S.SCHEDULED


async def test_a_moved_post_moves_its_story(machine: Machine) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    later = DUE + timedelta(days=1)
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.ada, post_id, later, machine.clock.now())
    beside = await story(machine, post_id)
    assert (beside.status, beside.due_at) == (S.SCHEDULED, later + timedelta(minutes=2))


async def test_a_story_stopped_by_hand_stays_so_until_it_is_asked_for_again(machine: Machine) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    beside = await story(machine, post_id)
    async with machine.services.db.transaction() as session:
        await skip(session, machine.team.ada, beside.id)
        await post_now(session, machine.team.ada, post_id, machine.clock.now())
    assert (await story(machine, post_id)).status is S.CANCELLED
    await wish(machine, post_id, wanted=False)
    await wish(machine, post_id)
    await say_yes(machine, post_id)
    assert (await story(machine, post_id)).status is S.SCHEDULED


async def test_a_story_that_went_out_is_not_sent_again_with_a_new_yes_to_its_post(machine: Machine) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    beside = await story(machine, post_id)
    async with machine.services.db.transaction() as session:
        await post_now(session, machine.team.ada, beside.id, machine.clock.now())
    await machine.run(beside.id)
    async with machine.services.db.transaction() as session:
        await take_back(session, machine.team.ada, post_id)
    await say_yes(machine, post_id)
    assert (await story(machine, post_id)).status is S.PUBLISHED
    await machine.run(post_id)
    assert sorted(medium["kind"] for medium in await machine.live()) == ["feed", "story"]


async def test_a_yes_to_all_counts_once_for_a_story_that_waits_by_itself(machine: Machine) -> None:
    post_id = await drawn(machine)
    await say_yes(machine, post_id)
    beside = await story(machine, post_id)
    async with machine.services.db.transaction() as session:
        await take_back(session, machine.team.ada, beside.id)
        await take_back(session, machine.team.ada, post_id)
        await approve_all(session, machine.team.ada, machine.team.campaign_id, machine.clock.now())
    assert {(await machine.post(each)).status for each in (post_id, beside.id)} == {S.SCHEDULED}


async def test_uploaded_pictures_and_stories_have_no_story_beside_them(machine: Machine) -> None:
    carousel = await machine.in_review(format_=Format.CAROUSEL)
    with pytest.raises(NotNow, match="Only a flyer that I paint"):
        await wish(machine, carousel)
