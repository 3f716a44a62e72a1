"""Posts people add by hand, and the extras they change: drafted, shown, approved and frozen like every other."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import DUE, NOW, flyer
from films import film
from publishing_machine import Machine
from sqlalchemy import select

from core.accounts.queries import get_account
from core.errors import InvalidAnswer, NotAllowed, NotFound, NotNow
from core.outbox import TaskRow
from core.posts.add import NewPost, add_post
from core.posts.details import Details, PlacedTag, details_from
from core.posts.extras import change_extras
from core.posts.media import items_from
from core.posts.model import Format, Post, PostStatus
from core.posts.revision import current_revision
from core.posts.uploads import take_in, uploaded
from core.workspaces.model import Member, Role


async def added(machine: Machine, **wish: Any) -> UUID:
    async with machine.services.db.transaction() as session:
        new = NewPost(**{"format": Format.FEED, "due_at": DUE, **wish})
        return (await add_post(session, machine.team.cy, machine.team.campaign_id, new, NOW)).id


async def rung(machine: Machine) -> set[str]:
    async with machine.services.db.reading() as session:
        return set((await session.execute(select(TaskRow.name))).scalars()) - {"notice.deliver"}


async def test_without_words_they_are_written_and_with_words_only_the_picture_is_made(machine: Machine) -> None:
    post = await machine.post(await added(machine))
    assert (post.status, post.revision, post.phase) == (PostStatus.DRAFT, 0, "extra")
    assert await rung(machine) == {"post.draft"}

    written = await machine.post(await added(machine, caption="See you there."))
    assert (written.status, written.revision) == (PostStatus.DRAFT, 1)
    assert await rung(machine) == {"post.draft", "post.render"}


async def test_it_goes_to_the_account_of_its_event_and_may_be_late_for_twelve_hours(machine: Machine) -> None:
    post = await machine.post(await added(machine))
    assert post.account_id == machine.team.account_id
    assert post.not_after == DUE + timedelta(hours=12)


@pytest.mark.parametrize("due_at", [NOW - timedelta(hours=1), NOW + timedelta(days=500)])
async def test_a_moment_nothing_can_be_planned_for_is_refused_beside_its_field(machine: Machine, due_at: Any) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        await added(machine, due_at=due_at)
    assert caught.value.field == "when"


async def test_guests_and_other_teams_add_nothing(machine: Machine) -> None:
    team, new = machine.team, NewPost(format=Format.FEED, due_at=DUE)
    guest = Member(id=uuid4(), workspace_id=team.workspace_id, name="Gil", role=Role.GUEST, active=True, created_at=NOW)
    stranger = Member(id=uuid4(), workspace_id=uuid4(), name="Sam", role=Role.OWNER, active=True, created_at=NOW)
    for member, refusal in ((guest, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            async with machine.services.db.transaction() as session:
                await add_post(session, member, team.campaign_id, new, NOW)


async def change(machine: Machine, post_id: UUID, details: Details, revision: int = 1, **files: Any) -> Post:
    async with machine.services.db.transaction() as session:
        return await change_extras(session, machine.team.cy, post_id, revision, details, NOW, **files)


async def test_changed_extras_need_a_new_yes_and_keep_the_words(machine: Machine) -> None:
    post_id = await machine.scheduled(caption="Friday.")
    details = Details(collaborators=("halle7.berlin",), tags=(PlacedTag("dj.sora", 1, 0.5, 0.3),))
    await change(machine, post_id, details)
    post = await machine.post(post_id)
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, post)
    assert (post.status, post.revision) == (PostStatus.DRAFT, 2)
    assert (revision.caption, details_from(revision.details)) == ("Friday.", details)
    assert "post.render" in await rung(machine)


async def test_a_first_comment_the_account_may_not_make_is_said_before_anybody_approves(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        account = await get_account(session, machine.team.workspace_id, machine.team.account_id)
        account.scopes = ["instagram_business_basic", "instagram_business_content_publish"]
    post_id = await added(machine, caption="See you there.", details=Details(first_comment="Tickets: link in bio"))
    await machine.work("post.render")
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, await machine.post(post_id))
    assert any("without the right to comment" in note for note in revision.notes)


async def test_nothing_changed_and_a_stale_card_are_said(machine: Machine) -> None:
    post_id = await machine.in_review()
    with pytest.raises(NotNow, match="Nothing was changed"):
        await change(machine, post_id, Details())
    with pytest.raises(NotNow, match="older version"):
        await change(machine, post_id, Details(location_id="12345"), revision=7)


async def test_what_left_already_is_not_changed(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.run(post_id)
    with pytest.raises(NotNow, match="live"):
        await change(machine, post_id, Details(location_id="12345"))


async def test_a_file_is_known_to_the_workspace_that_sent_it_and_to_nobody_else(machine: Machine) -> None:
    services, team = machine.services, machine.team
    picture = await take_in(services, team.workspace_id, flyer(33))
    video = await take_in(services, team.workspace_id, film())
    again = await take_in(services, team.workspace_id, flyer(33))
    assert again == picture
    assert video.facts.video
    assert video.still_key.endswith(".jpg")
    async with services.db.reading() as session:
        assert await uploaded(session, team.workspace_id, [video.key, picture.key]) == (video, picture)
        with pytest.raises(InvalidAnswer, match="Send them again"):
            await uploaded(session, uuid4(), [picture.key])


@pytest.mark.parametrize(
    ("format_", "sizes", "ratios", "said"),
    [
        (Format.FEED, [(1080, 1350)], [0.8], ()),
        (Format.FEED, [(1080, 1920)], [0.8], ("put into the nearest shape",)),
        (Format.FEED, [(1400, 500)], [1.91], ("put into the nearest shape",)),
        (Format.STORY, [(1080, 1080)], [9 / 16], ("put into 9:16",)),
        (
            Format.CAROUSEL,
            [(1080, 1920), (1000, 1000), (1080, 1350), (900, 1200)],
            [0.8] * 4,
            ("The first picture was put into", "Numbers 2 and 4 were given the shape of the first"),
        ),
        (Format.CAROUSEL, [(1000, 1000), (1080, 1350)], [1.0, 1.0], ("Number 2 was given the shape of the first",)),
    ],
)
async def test_pictures_are_put_into_a_shape_instagram_takes(
    machine: Machine, format_: Format, sizes: list[tuple[int, int]], ratios: list[float], said: tuple[str, ...]
) -> None:
    items = tuple([await take_in(machine.services, machine.team.workspace_id, flyer(9, size)) for size in sizes])
    post_id = await added(machine, format=format_, items=items, caption="See you there.")
    await machine.work("post.render")
    post = await machine.post(post_id)
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, post)
    assert post.status is PostStatus.IN_REVIEW
    assert [round(item.facts.ratio, 2) for item in items_from(revision.media)] == [round(ratio, 2) for ratio in ratios]
    for sentence in said:
        assert any(sentence in note for note in revision.notes)
    assert said or not any("shape" in note for note in revision.notes)


async def test_pictures_of_a_carousel_have_alt_texts_and_videos_have_none(machine: Machine) -> None:
    team = machine.team
    items = [
        await take_in(machine.services, team.workspace_id, data) for data in (flyer(1), film(size=(640, 640)), flyer(2))
    ]
    wish = {"format": Format.CAROUSEL, "items": tuple(items), "caption": "See you there."}
    post_id = await added(machine, **wish, details=Details(alt_texts=("The room",)))
    await machine.work("post.render")
    async with machine.services.db.reading() as session:
        revision = await current_revision(session, await machine.post(post_id))
    room, none, third = details_from(revision.details).alt_texts
    assert (room, none) == ("The room", "")
    assert third.startswith("Picture 3 of 3 for Warehouse Night, Friday 27 Nov")
