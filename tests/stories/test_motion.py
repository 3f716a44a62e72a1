"""Flyers in other shapes: a story beside a post, slides of a line-up, films; in both houses."""

import pytest
from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, at, connect
from stages.rite import Rite
from stages.uploads import photos

pytestmark = ON_SQLITE

CAMPAIGN = "Sunday 22 November 2026, 22:00"
STORY = "Announcement story · Warehouse Night"
CAROUSEL, REEL, FILM = "carousel, 4 pictures", "reel, 0:0", "story, 0:0"


async def test_one_yes_sends_a_post_and_its_story_and_the_other_formats_come_as_files(rite: Rite, stage: Stage) -> None:
    await begin(rite, stage)
    await stage.press("Also as a story", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "goes out as a story, too", "Version 2", button="No story")
    await stage.press("Other formats", ANNOUNCEMENT)
    await stage.sees("Announcement for Warehouse Night in its other formats")
    card = await stage.press("Approve", ANNOUNCEMENT, "Version 2")
    assert card.shows("One yes is about every format")
    await stage.sees(STORY, "Approved by Ada", picture=True)
    await rite.sandbox.move_to(at("2026-11-22T10:15:01+00:00"))
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    await rite.sandbox.move_to(at("2026-11-22T10:17:01+00:00"))
    await stage.sees(STORY, "Live")
    live = {medium["kind"]: medium for medium in await rite.sandbox.published()}
    assert sorted(live) == ["feed", "story"]
    assert live["feed"]["alt_text"].startswith("Event flyer: Warehouse Night.")


@pytest.mark.thorough("telegram")
async def test_a_line_up_goes_out_one_slide_for_each_artist(rite: Rite, stage: Stage) -> None:
    await begin(rite, stage)
    await stage.add_post(
        {"Goes out": "2026-11-22 20:00", "Format": "One slide per artist", "Caption": "Two of them."}, (), CAMPAIGN
    )
    await stage.sees(CAROUSEL, "Two of them.", button="As one picture", picture=True)
    await stage.press("As one picture", CAROUSEL)
    await stage.sees("Two of them.", "feed post", "Version 2", button="As carousel")
    await stage.press("As carousel", "Two of them.")
    await stage.sees(CAROUSEL, "Version 3", button="Artist photos")
    await stage.artist_photos(photos(1), "Jonas", CAROUSEL)
    await stage.sees(CAROUSEL, "Version 4", button="Approve")
    await stage.press("Approve", CAROUSEL, "Version 4")
    await stage.sees(CAROUSEL, "Approved by Ada")
    await rite.sandbox.move_to(at("2026-11-22T19:01+00:00"))
    await stage.sees(CAROUSEL.partition(",")[0], "Two of them.", "Live", button="See it")
    (medium,) = [medium for medium in await rite.sandbox.published() if medium["caption"] == "Two of them."]
    told = [child["alt_text"] for child in medium["children"]]
    assert [text.partition(".")[0] for text in told] == [
        "Slide 1 of 4: Warehouse Night",
        "Slide 2 of 4: Mara Voss",
        "Slide 3 of 4: Jonas",
        "Slide 4 of 4: Warehouse Night",
    ]
    assert "Photo of Jonas" in told[2]


@pytest.mark.thorough("telegram")
async def test_a_flyer_becomes_a_film_that_people_watch_before_they_say_yes(rite: Rite, stage: Stage) -> None:
    await begin(rite, stage)
    await stage.press("As a reel", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, REEL, "Version 2", button="Watch", picture=True)
    await stage.sees("this is the film that waits for a yes")
    await stage.press("Approve", ANNOUNCEMENT, "Version 2")
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")
    await rite.sandbox.move_to(at("2026-11-22T18:05+00:00"))
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    (medium,) = await rite.sandbox.published()
    assert medium["kind"] == "reel"
    assert medium["video_url"]


async def begin(rite: Rite, stage: Stage) -> None:
    """Tonight's event with two artists; its announcement waits for a yes."""
    await rite.sandbox.do("instagram/settings", ripening_seconds=0.2, video_ripening_seconds=0.2)
    await connect(stage)
    await stage.new_event({**TONIGHT, "Line-up": "Mara Voss, Jonas"})
    await stage.sees(ANNOUNCEMENT, button="Approve", picture=True)
