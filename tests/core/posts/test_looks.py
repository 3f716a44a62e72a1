"""What a painted post can be instead, and what of its extras goes along."""

from uuid import UUID

import pytest
from builders import NOW, empty_post, flyer
from publishing_machine import Machine
from sqlalchemy import select

from core import tasks
from core.approvals.decide import approve
from core.errors import InvalidAnswer, NotNow
from core.events.model import Event
from core.notices.model import Notice, NoticeKind
from core.posts.artist_photos import matched, show_artists
from core.posts.details import Details, PlacedTag
from core.posts.looks import Look, change_look, fitting, looks_for
from core.posts.model import Format, Post, PostStatus
from core.posts.revision import current_revision, get_post

ALL = Details(
    alt_texts=("First", "Second"),
    tags=(PlacedTag("mara", 1, 0.2, 0.3), PlacedTag("jonas", 2, 0.5, 0.5)),
    first_comment="Hi.",
    share_to_feed=True,
    cover_key="a.jpg",
    as_story=True,
)


async def drafted(machine: Machine, lineup: tuple[str, ...] = ("22:00 Mara Voss", "Jonas")) -> UUID:
    """A painted post of an event with these artists, waiting for a yes."""
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        found = await session.execute(select(Event).where(Event.workspace_id == machine.team.workspace_id))
        found.scalar_one().lineup = list(lineup)
        session.add(post)
        await session.flush()
        tasks.draft_post.enqueue(session, machine.team.workspace_id, post.id)
    await machine.work("post.draft")
    await machine.work("post.render")
    return post.id


async def made(machine: Machine, post_id: UUID, look: Look) -> Post:
    revision = (await machine.post(post_id)).revision
    async with machine.services.db.transaction() as session:
        await change_look(session, machine.team.cy, post_id, revision, look, NOW)
    await machine.work("post.render")
    return await machine.post(post_id)


async def test_slides_are_said_yes_to_and_go_out_with_an_alt_text_each(machine: Machine) -> None:
    post_id = await drafted(machine)
    post = await made(machine, post_id, Look.CAROUSEL)
    assert (post.status, post.format) == (PostStatus.IN_REVIEW, Format.CAROUSEL)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post_id, post.revision, NOW)
    await machine.run(post_id)
    (medium,) = await machine.live()
    assert len(medium["children"]) == 4
    assert [child["alt_text"][:12] for child in medium["children"]] == [f"Slide {n} of 4" for n in (1, 2, 3, 4)]


async def test_a_film_is_sent_once_however_often_its_words_change(machine: Machine) -> None:
    post_id = await drafted(machine)
    assert (await made(machine, post_id, Look.REEL)).format is Format.REEL
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        revision = await current_revision(session, post)
        assert revision.details["cover_key"]
        sent = await session.execute(
            select(Notice).where(
                Notice.kind == NoticeKind.FILES, Notice.subject_id == post_id, Notice.workspace_id == post.workspace_id
            )
        )
        assert len(sent.scalars().all()) == 1


async def test_one_name_makes_no_slides(machine: Machine) -> None:
    post_id = await drafted(machine, ("Mara Voss",))
    with pytest.raises(NotNow, match="can't become that"):
        await made(machine, post_id, Look.CAROUSEL)


async def test_photos_find_their_artists(machine: Machine) -> None:
    post_id = await drafted(machine)
    before = await made(machine, post_id, Look.CAROUSEL)
    photo = await machine.item(flyer(200))
    async with machine.services.db.transaction() as session:
        await show_artists(session, machine.team.cy, post_id, before.revision, [photo], ["mara voss"], NOW)
    await machine.work("post.render")
    async with machine.services.db.reading() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        revision = await current_revision(session, post)
    assert "Photo of Mara Voss" in revision.details["alt_texts"][1]


@pytest.mark.parametrize(
    ("names", "photos", "found"),
    [([], 2, ["Mara Voss", "Jonas"]), (["jonas"], 1, ["Jonas"]), (["voss", "Jonas"], 2, ["Mara Voss", "Jonas"])],
)
def test_names_are_understood_as_people_write_them(names: list[str], photos: int, found: list[str]) -> None:
    assert matched(names, ["Mara Voss", "Jonas"], photos) == found


@pytest.mark.parametrize(("names", "photos", "said"), [(["Kim"], 1, "not in the line-up"), (["Jonas"], 2, "one name")])
def test_names_and_photos_that_do_not_go_together_are_said(names: list[str], photos: int, said: str) -> None:
    with pytest.raises(InvalidAnswer, match=said) as caught:
        matched(names, ["Mara Voss", "Jonas"], photos)
    assert caught.value.field == "names"


@pytest.mark.parametrize(
    ("format_", "kept"),
    [
        (Format.FEED, {"alt_texts", "tags", "first_comment", "as_story"}),
        (Format.CAROUSEL, {"alt_texts", "tags", "first_comment", "as_story"}),
        (Format.REEL, {"tags", "first_comment", "share_to_feed", "cover_key"}),
    ],
)
def test_extras_go_along_as_far_as_the_format_takes_them(format_: Format, kept: set[str]) -> None:
    fitted = fitting(ALL, format_)
    assert set(fitted.stored()) == kept
    assert [tag.username for tag in fitted.tags] == ["mara"]
    assert (fitted.tags[0].x is None) == (format_ is Format.REEL)


@pytest.mark.parametrize(
    ("format_", "artists", "looks"),
    [
        (Format.FEED, 2, {Look.CAROUSEL, Look.REEL}),
        (Format.FEED, 1, {Look.REEL}),
        (Format.REEL, 1, {Look.PICTURE}),
        (Format.STORY, 5, {Look.FILM}),
    ],
)
def test_a_post_can_become_what_its_place_allows(format_: Format, artists: int, looks: set[Look]) -> None:
    post = Post(format=format_, media=[], film=False)
    assert set(looks_for(post, artists)) == looks
    post.media = [{"key": "a.jpg"}]
    assert looks_for(post, artists) == ()
