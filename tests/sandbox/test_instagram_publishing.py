"""A picture's way from its URL into the feed, and every way it is turned back."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from films import film
from instagram_stage import HALLE, WAREHOUSE, Stage, code_of, jpeg, opened
from starlette.responses import RedirectResponse, Response


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def test_a_picture_ripens_and_goes_live_with_a_permalink(stage: Stage) -> None:
    container = await stage.container(caption="Doors at 22:00 #techno", alt_text="A red flyer")
    assert await stage.status(container) == "IN_PROGRESS"
    stage.wait(seconds=3)
    assert await stage.status(container) == "FINISHED"

    answer = await stage.publish(container)
    media_id = answer.json()["id"]
    assert answer.status_code == 200
    assert re.fullmatch(r"\d{17}", media_id) and media_id != container
    assert await stage.status(container) == "PUBLISHED"

    media = (await stage.get(media_id, fields="id,permalink,shortcode,timestamp,media_type,media_product_type")).json()
    assert media["permalink"] == f"https://www.instagram.com/p/{media['shortcode']}/"
    assert (media["media_type"], media["media_product_type"]) == ("IMAGE", "FEED")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", media["timestamp"])
    assert [post["caption"] for post in await stage.published()] == ["Doors at 22:00 #techno"]


async def test_real_seconds_ripen_a_container_too(stage: Stage) -> None:
    await stage.control("settings", ripening_seconds=0.05)
    container = await stage.container()
    await asyncio.sleep(0.06)
    assert await stage.status(container) == "FINISHED"


async def test_the_picture_is_fetched_by_the_crawler_and_kept(stage: Stage) -> None:
    content = jpeg(800, 800)
    await stage.post_picture(image_url=stage.picture("one.jpg", content))
    assert stage.host.agents == ["facebookexternalhit/1.1"]
    stage.host.files.clear()
    shown = (await stage.published())[0]["image_url"]
    kept = await stage.http.get(shown)
    assert (kept.content, kept.headers["content-type"]) == (content, "image/jpeg")


async def test_a_carousel_goes_live_with_its_slides_in_order(stage: Stage) -> None:
    slides = [
        await stage.container(image_url=stage.picture(f"{n}.jpg"), is_carousel_item=True, alt_text=f"Slide {n}")
        for n in range(3)
    ]
    stage.wait(seconds=4)
    media_id = await stage.post_picture(media_type="CAROUSEL", children=",".join(slides), caption="Three")
    media = (await stage.get(media_id, fields="media_type,children{id,alt_text,media_url}")).json()
    assert media["media_type"] == "CAROUSEL_ALBUM"
    assert [child["alt_text"] for child in media["children"]["data"]] == ["Slide 0", "Slide 1", "Slide 2"]
    assert (await stage.published())[0]["kind"] == "carousel"
    assert len((await stage.published())[0]["children"]) == 3


async def test_children_may_come_as_a_json_array(stage: Stage) -> None:
    slides = [await stage.container(is_carousel_item="true") for _ in range(2)]
    stage.wait(seconds=4)
    assert await stage.container(media_type="CAROUSEL", children=slides)
    assert await stage.container(media_type="CAROUSEL", children=str(slides).replace("'", '"'))


async def test_a_story_is_listed_among_stories_until_a_day_has_passed(stage: Stage) -> None:
    story = await stage.post_picture(media_type="STORIES", image_url=stage.picture("s.jpg", jpeg(1080, 1920)))
    assert [item["id"] for item in (await stage.get(f"{WAREHOUSE}/stories")).json()["data"]] == [story]
    assert (await stage.get(f"{WAREHOUSE}/media")).json()["data"] == []
    permalink = (await stage.get(story, fields="permalink")).json()["permalink"]
    assert permalink == f"https://www.instagram.com/stories/warehouse.nights/{story}/"
    stage.wait(hours=24)
    assert (await stage.get(f"{WAREHOUSE}/stories")).json()["data"] == []


BAD_PICTURES: list[tuple[str, bytes, str, tuple[int, int, int]]] = [
    ("a page instead of a picture", b"<html>", "text/html", (400, 9004, 2207052)),
    ("words called a picture", b"no picture", "image/jpeg", (400, 9004, 2207052)),
    ("a picture broken off", jpeg(quality=95)[:2000], "image/jpeg", (400, 9004, 2207052)),
    ("progressive", jpeg(progressive=True), "image/jpeg", (400, 9004, 2207052)),
    ("a PNG", jpeg(kind="PNG"), "image/png", (400, 36001, 2207005)),
    ("a WebP", jpeg(kind="WEBP"), "image/webp", (400, 36001, 2207005)),
    ("too tall", jpeg(1000, 1300), "image/jpeg", (400, 36003, 2207009)),
    ("too wide", jpeg(1000, 500), "image/jpeg", (400, 36003, 2207009)),
    ("too heavy", jpeg() + b"\0" * (8 * 1024 * 1024), "image/jpeg", (400, 36000, 2207004)),
]


@pytest.mark.parametrize(
    ("content", "kind", "code"), [row[1:] for row in BAD_PICTURES], ids=[r[0] for r in BAD_PICTURES]
)
async def test_a_picture_instagram_cannot_take_is_refused_at_once(
    stage: Stage, content: bytes, kind: str, code: tuple[int, int, int]
) -> None:
    answer = await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture("x.jpg", content, kind))
    assert code_of(answer) == code
    assert answer.json()["error"]["error_user_title"]


async def test_the_feed_takes_its_outermost_ratios_and_a_story_takes_any(stage: Stage) -> None:
    assert await stage.container(image_url=stage.picture("a.jpg", jpeg(1080, 1350)))
    assert await stage.container(image_url=stage.picture("b.jpg", jpeg(1910, 1000)))
    assert await stage.container(media_type="STORIES", image_url=stage.picture("c.jpg", jpeg(1080, 1920)))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://media.test/nowhere.jpg", (400, 9004, 2207052)),
        ("http://media.test/moved.jpg", (400, 9004, 2207052)),
        ("http://media.test/früh.jpg", (400, 9004, 2207052)),
        ("ftp://media.test/flyer.jpg", (400, 9004, 2207052)),
    ],
)
async def test_a_url_that_leads_nowhere_is_refused(stage: Stage, url: str, code: tuple[int, int, int]) -> None:
    stage.host.files["moved.jpg"] = RedirectResponse(stage.picture())
    answer = await stage.post(f"{WAREHOUSE}/media", image_url=url)
    assert code_of(answer) == code


BAD_WORDS: list[tuple[str, dict[str, Any], tuple[int, int, int | None]]] = [
    ("long caption", {"caption": "x" * 2201}, (400, 36004, 2207010)),
    ("31 hashtags", {"caption": "#tag " * 31}, (400, 100, None)),
    ("21 mentions", {"caption": "@friend " * 21}, (400, 100, 2207040)),
    ("long alt text", {"alt_text": "x" * 1001}, (400, 100, None)),
    ("21 tags", {"user_tags": [{"username": "a", "x": 0.1, "y": 0.1}] * 21}, (400, 100, 2207040)),
    ("tag without place", {"user_tags": [{"username": "a"}]}, (400, 100, None)),
    ("tag off the picture", {"user_tags": [{"username": "a", "x": 1.2, "y": 0}]}, (400, 100, None)),
    ("private person", {"user_tags": [{"username": "private.person", "x": 0, "y": 0}]}, (400, 110, 2207018)),
    ("4 collaborators", {"collaborators": ["a", "b", "c", "d"]}, (400, 100, None)),
    ("private collaborator", {"collaborators": '["private.person"]'}, (400, 110, 2207018)),
    ("no place", {"location_id": "Berlin"}, (400, 100, None)),
    ("unknown type", {"media_type": "PHOTO"}, (400, 100, 2207023)),
    ("named image", {"media_type": "IMAGE"}, (400, 100, 2207023)),
    ("single video", {"media_type": "VIDEO"}, (400, 100, 2207023)),
    ("caption on a slide", {"is_carousel_item": True, "caption": "no"}, (400, 100, None)),
    ("collaborators on a slide", {"is_carousel_item": True, "collaborators": ["a"]}, (400, 100, None)),
    ("one slide", {"media_type": "CAROUSEL", "children": "1"}, (400, 100, 2207028)),
    ("eleven slides", {"media_type": "CAROUSEL", "children": ",".join("1" * 11)}, (400, 100, 2207028)),
    ("slides nobody made", {"media_type": "CAROUSEL", "children": "1,2"}, (400, 24, 2207006)),
    ("no picture", {"image_url": ""}, (400, 100, None)),
]


@pytest.mark.parametrize(("params", "code"), [row[1:] for row in BAD_WORDS], ids=[row[0] for row in BAD_WORDS])
async def test_what_breaks_a_rule_is_refused_with_its_code(
    stage: Stage, params: dict[str, Any], code: tuple[int, int, int | None]
) -> None:
    answer = await stage.post(f"{WAREHOUSE}/media", **({"image_url": stage.picture()} | params))
    assert code_of(answer) == code


async def test_unknown_parameters_are_ignored(stage: Stage) -> None:
    assert await stage.container(publish_at="2027-01-01", sparkle="yes")


async def test_form_query_and_json_say_the_same(stage: Stage) -> None:
    url = f"/instagram/graph/v25.0/{WAREHOUSE}/media"
    params = {"image_url": stage.picture(), "access_token": stage.token}
    for how in ({"params": params}, {"data": params}, {"json": params}):
        assert (await stage.http.post(url, **how)).status_code == 200  # type: ignore[arg-type] # one of three plain dicts


async def test_a_parent_needs_finished_children(stage: Stage) -> None:
    slides = [await stage.container(is_carousel_item=True) for _ in range(2)]
    early = await stage.post(f"{WAREHOUSE}/media", media_type="CAROUSEL", children=",".join(slides))
    assert code_of(early) == (400, 9007, 2207027)


async def test_publishing_too_early_too_late_or_something_else_is_refused(stage: Stage) -> None:
    container = await stage.container()
    assert code_of(await stage.publish(container)) == (400, 9007, 2207027)
    stage.wait(hours=24)
    assert await stage.status(container) == "EXPIRED"
    assert code_of(await stage.publish(container)) == (400, -2, 2207020)
    assert code_of(await stage.publish("17889000000000999")) == (400, 24, 2207008)


async def test_another_accounts_container_is_not_found(stage: Stage) -> None:
    other = (await stage.control("grant", username="halle7.berlin"))["access_token"]
    container = await stage.container()
    stage.wait(seconds=4)
    answer = await stage.call("POST", f"{HALLE}/media_publish", other, creation_id=container)
    assert code_of(answer) == (400, 24, 2207006)
    assert code_of(await stage.call("GET", container, other)) == (400, 24, 2207006)
    assert code_of(await stage.call("POST", f"{WAREHOUSE}/media", other, image_url="x")) == (400, 100, 33)


@pytest.mark.parametrize(("mode", "same", "posts"), [("error", None, 1), ("same_id", True, 1), ("duplicate", False, 2)])
async def test_a_repeated_publish_follows_the_mode(stage: Stage, mode: str, same: bool | None, posts: int) -> None:
    await stage.control("settings", repeat_publish=mode)
    container = await stage.container()
    stage.wait(seconds=4)
    first = (await stage.publish(container)).json()["id"]
    second = await stage.publish(container)
    if same is None:
        assert code_of(second) == (400, 9007, 2207027)
    else:
        assert (second.json()["id"] == first) is same
    assert len(await stage.published()) == posts


async def test_the_quota_counts_24_hours_and_refuses_the_next(stage: Stage) -> None:
    await stage.control("settings", quota_total=2)
    await stage.post_picture()
    await stage.post_picture()
    container = await stage.container()
    stage.wait(seconds=4)
    assert code_of(await stage.publish(container)) == (400, 9, 2207042)
    limit = (await stage.get(f"{WAREHOUSE}/content_publishing_limit", fields="config,quota_usage")).json()
    assert limit == {"data": [{"config": {"quota_total": 2, "quota_duration": 86400}, "quota_usage": 2}]}
    stage.wait(hours=23, minutes=59)
    stage.wait(minutes=1)
    assert (await stage.get(f"{WAREHOUSE}/content_publishing_limit")).json() == {"data": [{"quota_usage": 0}]}


async def test_only_so_many_containers_a_day(stage: Stage) -> None:
    await stage.control("settings", containers_per_day=2)
    await stage.container()
    await stage.container()
    answer = await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture())
    assert code_of(answer) == (403, 4, None)
    stage.wait(hours=24)
    assert await stage.container()


async def test_a_container_tells_its_status_and_nothing_else(stage: Stage) -> None:
    container = await stage.container(caption="x")
    assert (await stage.get(container)).json() == {"id": container}
    assert code_of(await stage.get(container, fields="caption")) == (400, 100, None)
    stage.wait(seconds=4)
    whole = (await stage.get(container, fields="id,status_code,status")).json()
    assert whole["status"] == "Finished: Media has been uploaded and it is ready to be published."


def video(stage: Stage, content: bytes, status: int = 206) -> str:
    stage.host.files["v.mp4"] = Response(content, status, media_type="video/mp4")
    return "http://media.test/v.mp4"


async def test_a_reel_takes_longer_and_is_shown_as_a_reel(stage: Stage) -> None:
    container = await stage.container(media_type="REELS", video_url=video(stage, film(4)), caption="Reel")
    stage.wait(seconds=5)
    assert await stage.status(container) == "IN_PROGRESS"
    stage.wait(seconds=20)
    media_id = (await stage.publish(container)).json()["id"]
    media = (await stage.get(media_id, fields="media_type,media_product_type,permalink")).json()
    assert (media["media_type"], media["media_product_type"]) == ("VIDEO", "REELS")
    assert "/reel/" in media["permalink"]


@pytest.mark.parametrize(
    ("content", "status", "subcode"),
    [
        (film(4), 200, "2207077"),
        (film(4, index_first=False), 206, "2207026"),
        (film(1), 206, "2207026"),
        (film(4, codec="mpeg4"), 206, "2207026"),
        (film(4, size=(2000, 40)), 206, "2207026"),
        (b"no movie", 206, "2207026"),
        (b"gone", 404, "2207052"),
    ],
    ids=["no ranges", "moov last", "too short", "a codec nobody plays", "too wide", "not a video", "not there"],
)
async def test_a_bad_video_fails_in_its_container(stage: Stage, content: bytes, status: int, subcode: str) -> None:
    container = await stage.container(media_type="REELS", video_url=video(stage, content, status))
    stage.wait(seconds=25)
    read = (await stage.get(container, fields="status_code,status")).json()
    assert read["status_code"] == "ERROR"
    assert subcode in read["status"]
    assert code_of(await stage.publish(container)) == (400, 24, 2207008)


async def test_a_restricted_account_may_not_write(stage: Stage) -> None:
    await stage.control("restrict", username="warehouse.nights")
    assert code_of(await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture())) == (400, 25, 2207050)
