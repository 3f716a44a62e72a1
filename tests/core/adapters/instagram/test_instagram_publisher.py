"""What is sent to publish a picture or a story, and what is read back."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from instagram_answers import ACCESS, IG, Wire, client_for

from core.adapters.instagram import InstagramPublisher
from core.errors import Unavailable
from core.ports.publisher import ContainerKind, ContainerState, Content, Medium, Publisher, Quota, Surface

PICTURE = "https://rite.example/media/1.jpg?expires=1&signature=x"


def picture(caption: str = "", alt_text: str = "", kind: ContainerKind = ContainerKind.IMAGE) -> Content:
    return Content(kind=kind, media_url=PICTURE, caption=caption, alt_text=alt_text)


def ok(told: Any) -> Wire:
    return Wire(httpx.Response(200, json=told))


async def test_a_picture_goes_out_with_its_caption_and_description() -> None:
    wire = ok({"id": 18000000000000001})
    async with client_for(wire) as client:
        publisher: Publisher = InstagramPublisher(client)
        made = await publisher.create_container(ACCESS, picture("Heute #techno 🕺\nAb 22 Uhr", "A red door"))

    assert made == "18000000000000001"
    assert wire.asked[-1].url.path == f"/v25.0/{IG}/media"
    assert wire.form == {"image_url": PICTURE, "caption": "Heute #techno 🕺\nAb 22 Uhr", "alt_text": "A red door"}


async def test_empty_words_are_left_out() -> None:
    wire = ok({"id": "1"})
    async with client_for(wire) as client:
        await InstagramPublisher(client).create_container(ACCESS, picture())

    assert wire.form == {"image_url": PICTURE}


async def test_a_story_goes_out_without_words() -> None:
    wire = ok({"id": "1"})
    async with client_for(wire) as client:
        story = picture("Tonight", "A red door", ContainerKind.STORY_IMAGE)
        await InstagramPublisher(client).create_container(ACCESS, story)

    assert wire.form == {"media_type": "STORIES", "image_url": PICTURE}


async def test_publishing_names_the_container_and_gives_the_medium() -> None:
    wire = ok({"id": 17918920912340655})
    async with client_for(wire) as client:
        assert await InstagramPublisher(client).publish(ACCESS, "1800") == "17918920912340655"

    assert (wire.asked[-1].method, wire.asked[-1].url.path) == ("POST", f"/v25.0/{IG}/media_publish")
    assert wire.form == {"creation_id": "1800"}


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("Error: Media upload has failed with error code 2207009", "The picture is too tall or too wide"),
        ("Error: Media upload has failed with error code 2207076", "Instagram could not process the file"),
    ],
)
async def test_a_container_tells_why_it_failed_in_words_people_know(status: str, cause: str) -> None:
    async with client_for(ok({"status_code": "ERROR", "status": status, "id": "1800"})) as client:
        state = await InstagramPublisher(client).container(ACCESS, "1800")

    assert (state.status, state.words) == ("ERROR", status)
    assert state.gone is not None and state.gone.cause.startswith(cause)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("FINISHED", "Finished: Media has been uploaded and it is ready to be published. (2207009)"),
        ("ERROR", "Error: Media upload has failed with error code 2299999"),
        ("ERROR", "Error: Media download has failed. The media URI doesn't meet our requirements."),
    ],
)
async def test_a_container_that_gives_no_reason_we_know_keeps_its_own_words(status: str, words: str) -> None:
    async with client_for(ok({"status_code": status, "status": words, "id": "1800"})) as client:
        assert await InstagramPublisher(client).container(ACCESS, "1800") == ContainerState(status, words)


async def test_a_container_without_words_is_still_a_state() -> None:
    async with client_for(ok({"status_code": "IN_PROGRESS"})) as client:
        assert await InstagramPublisher(client).container(ACCESS, "1800") == ContainerState("IN_PROGRESS", "")


@pytest.mark.parametrize("story", [True, False])
async def test_the_newest_media_are_read_from_the_list_of_their_kind(story: bool) -> None:
    item = {"id": "17", "caption": "Hello", "timestamp": "2026-11-20T14:03:22+0000", "permalink": "https://i.test/p/x/"}
    wire = ok({"data": [item, {"id": 18, "timestamp": "2026-11-20T15:03:22+0100"}]})
    async with client_for(wire) as client:
        newest = await InstagramPublisher(client).newest(ACCESS, story=story, limit=7)

    at = datetime(2026, 11, 20, 14, 3, 22, tzinfo=UTC)
    surface = Surface.STORY if story else Surface.FEED
    assert newest == (
        Medium("17", "Hello", surface, at, "https://i.test/p/x/"),
        Medium("18", "", surface, at, None),
    )
    assert wire.asked[-1].url.path == f"/v25.0/{IG}/{'stories' if story else 'media'}"
    assert wire.query["limit"] == "7"


@pytest.mark.parametrize("product", ["STORY", "FEED", "REELS"])
async def test_one_medium_knows_where_it_lives(product: str) -> None:
    told = {"id": "17", "timestamp": "2026-11-20T14:03:22+0000", "media_product_type": product}
    async with client_for(ok(told)) as client:
        assert (await InstagramPublisher(client).medium(ACCESS, "17")).surface is Surface(product)


async def test_the_quota_is_what_instagram_says() -> None:
    told = {"data": [{"quota_usage": 2, "config": {"quota_total": 50, "quota_duration": 86400}}]}
    async with client_for(ok(told)) as client:
        assert await InstagramPublisher(client).quota(ACCESS) == Quota(2, 50)


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("newest", {"data": [{"id": "17"}]}),
        ("newest", {"data": [{"id": "17", "timestamp": "yesterday"}]}),
        ("newest", {"oops": 1}),
        ("container", {"id": "1800"}),
        ("quota", {"data": []}),
        ("quota", {"data": [{"quota_usage": 2}]}),
        ("create", {"success": True}),
    ],
)
async def test_an_answer_that_lacks_something_is_asked_for_again(method: str, told: Any) -> None:
    async with client_for(ok(told)) as client:
        publisher = InstagramPublisher(client)
        calls: dict[str, Callable[[], Awaitable[Any]]] = {
            "newest": lambda: publisher.newest(ACCESS, story=False),
            "container": lambda: publisher.container(ACCESS, "1800"),
            "quota": lambda: publisher.quota(ACCESS),
            "create": lambda: publisher.create_container(ACCESS, picture()),
        }
        with pytest.raises(Unavailable, match="lacks"):
            await calls[method]()
