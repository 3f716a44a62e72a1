"""What stands on Instagram is what was asked for: every file, text, tag and place."""

from builders import flyer
from films import film
from publishing_machine import Machine

from core.posts.details import Details, PlacedTag
from core.posts.model import Format, PostStatus
from core.posts.uploads import take_in

TAGS = (PlacedTag("dj.sora", 1, 0.25, 0.5), PlacedTag("halle7.berlin", 3, 0.5, 0.75))


async def test_a_picture_carries_its_tags_partners_and_place(machine: Machine) -> None:
    details = Details(tags=TAGS[:1], collaborators=("halle7.berlin",), location_id="104200000000002")
    post = await machine.run(await machine.scheduled(details=details))
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert medium["alt_text"] == "A flyer."
    assert medium["user_tags"] == [{"username": "dj.sora", "x": 0.25, "y": 0.5}]
    assert medium["collaborators"] == ["halle7.berlin"]
    assert medium["location_id"] == "104200000000002"


async def test_a_carousel_carries_each_slides_own_words_and_people_in_order(machine: Machine) -> None:
    details = Details(
        alt_texts=("The room", "", "The crowd"),
        tags=TAGS,
        collaborators=("halle7.berlin",),
        location_id="104200000000002",
    )
    files = (flyer(10), film(), flyer(30))
    post = await machine.run(await machine.scheduled(format_=Format.CAROUSEL, files=files, details=details))
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert medium["kind"] == "carousel"
    assert [slide["alt_text"] for slide in medium["children"]] == ["The room", "", "The crowd"]
    assert medium["children"][0]["user_tags"] == [{"username": "dj.sora", "x": 0.25, "y": 0.5}]
    assert medium["children"][1]["user_tags"] == []
    assert medium["children"][2]["user_tags"] == [{"username": "halle7.berlin", "x": 0.5, "y": 0.75}]
    assert (medium["collaborators"], medium["location_id"]) == (["halle7.berlin"], "104200000000002")
    assert medium["caption"].startswith("Friday we dance.")


async def test_a_reel_carries_its_cover_people_and_place(machine: Machine) -> None:
    cover = await take_in(machine.services, machine.team.workspace_id, flyer(200))
    details = Details(
        tags=(PlacedTag("dj.sora"),),
        collaborators=("halle7.berlin",),
        location_id="104200000000002",
        share_to_feed=False,
        cover_key=cover.key,
        cover_hash=cover.hash,
    )
    post = await machine.run(await machine.scheduled(format_=Format.REEL, details=details))
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert medium["kind"] == "reel"
    assert medium["video_url"].endswith(".mp4")
    assert medium["image_url"].endswith(".cover.jpg")
    assert medium["user_tags"] == [{"username": "dj.sora"}]
    assert medium["collaborators"] == ["halle7.berlin"]


async def test_a_story_may_be_a_video(machine: Machine) -> None:
    post = await machine.run(await machine.scheduled(format_=Format.STORY, files=(film(),)))
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert (medium["kind"], medium["caption"]) == ("story", "")
    assert medium["video_url"].endswith(".mp4")


async def test_a_slide_instagram_cannot_use_ends_in_words_and_not_in_half_a_carousel(machine: Machine) -> None:
    silent_pictures = b"\x00\x00\x00\x08free" + film()[8:]
    post_id = await machine.scheduled(format_=Format.CAROUSEL, files=(flyer(10), silent_pictures))
    post = await machine.run(post_id, rounds=120)
    assert post.status is PostStatus.FAILED
    assert "Instagram does not read this kind of video." in (post.last_error or "")
    assert await machine.live() == []
