"""Every format, from files sent in chat to the feed: a carousel, a reel, a story, a picture; in both houses."""

import pytest
from films import film
from stages.evening import ON_SQLITE, TONIGHT, Stage, at, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.uploads import broken_jpeg, photos

pytestmark = ON_SQLITE

CAMPAIGN = "Sunday 22 November 2026, 22:00"
EXTRA = "Extra "
CAROUSEL, REEL, STORY, PICTURE = (
    "@warehouse.nights, carousel, 3 pictures",
    "@warehouse.nights, reel, 0:04",
    "@warehouse.nights, story, 0:04",
    "@warehouse.nights, feed post",
)
COMMENT = "Tickets at the door. #warehouse"


@pytest.mark.thorough("telegram")
async def test_every_format_goes_from_chat_to_the_feed(rite: Rite, stage: Stage) -> None:
    await rite.sandbox.do("instagram/settings", ripening_seconds=0.2, video_ripening_seconds=0.2)
    await connect(stage)
    await tonight(stage)
    await _carousel(stage)
    await _reel(stage)
    await _story(stage)
    await _picture(stage)
    await stage.press("Approve all", CAMPAIGN)
    await stage.sees(EXTRA, PICTURE, "Approved by Ada")
    for minute, shape in ((0, CAROUSEL), (10, REEL), (20, STORY), (30, PICTURE)):
        await rite.sandbox.move_to(at(f"2026-11-22T17:{minute:02}+00:00"))
        await stage.sees(EXTRA, shape.partition(", ")[2], "Live", button="See it")
    live = await stage.sees(EXTRA, "reel, 0:04", "First comment", "added", button="See it")
    assert not live.button("Watch")
    await _is_on_instagram(rite)


async def _planned(stage: Stage) -> None:
    """Tonight's event, whose drafts nobody needs here."""
    await stage.new_event(TONIGHT)
    await stage.sees(CAMPAIGN, button="Add a post")


async def _carousel(stage: Stage) -> None:
    await stage.add_post({"Goes out": "2026-11-22 18:00", "Caption": "Three rooms."}, photos(3), CAMPAIGN)
    card = await stage.sees(EXTRA, CAROUSEL, "Three rooms.", picture=True, button="Approve")
    assert card.shows("Goes out", "Sunday 22 November, 18:00 (Berlin time)")
    await stage.details(
        {
            "Alt text": "The first room\n-\nThe third room",
            "Tag people": "2: @mara.voss 0.25 0.75",
            "Collaborators": "@jonas",
        },
        EXTRA,
        CAROUSEL,
    )
    await stage.sees(
        EXTRA, CAROUSEL, "Version 2", "@mara.voss on picture 2", "@jonas", "yours for 2 of 3", button="Approve"
    )


async def _reel(stage: Stage) -> None:
    await stage.add_post(
        {"Goes out": "2026-11-22 18:10", "Caption": "Doors.", "First comment": COMMENT}, [film()], CAMPAIGN
    )
    await stage.sees(EXTRA, REEL, COMMENT, picture=True, button="Watch")
    await stage.details(
        {
            "Tag people": "@mara.voss",
            "Collaborators": "jonas, @kim",
            "Location ID": "110843418940484",
            "Share to feed": "No, among the reels only",
        },
        EXTRA,
        REEL,
        files={"Cover picture": photos(1, (900, 1600))},
    )
    card = await stage.sees(EXTRA, REEL, "Version 2", "a picture of its own", "among the reels only", button="Approve")
    assert card.shows("@mara.voss", "@jonas and @kim", "Facebook Page 110843418940484")


async def _story(stage: Stage) -> None:
    await stage.add_post({"Goes out": "2026-11-22 18:20", "Format": "Story"}, [film()], CAMPAIGN)
    await stage.sees(EXTRA, STORY, picture=True, button="Watch")


async def _picture(stage: Stage) -> None:
    await stage.add_post({"Goes out": "2026-11-22 18:30", "Caption": "One picture."}, photos(1), CAMPAIGN)
    await stage.sees(EXTRA, PICTURE, "One picture.", picture=True, button="Approve")
    await stage.details({"Alt text": "A violet wall", "Tag people": "@mara.voss"}, EXTRA, "One picture.")
    await stage.sees("@mara.voss is tagged in the middle")
    await stage.sees(EXTRA, "One picture.", "A violet wall", "Version 2", button="Approve")


async def _is_on_instagram(rite: Rite) -> None:
    found = {medium["kind"]: medium for medium in await rite.sandbox.published() if medium["caption"] != ""}
    media = await rite.sandbox.published()
    carousel = next(medium for medium in media if medium["caption"] == "Three rooms.")
    first, second, third = carousel["children"]
    assert (first["alt_text"], third["alt_text"]) == ("The first room", "The third room")
    assert "Warehouse Night" in second["alt_text"]
    assert second["user_tags"] == [{"username": "mara.voss", "x": 0.25, "y": 0.75}]
    assert carousel["collaborators"] == ["jonas"]
    reel = found["reel"]
    assert reel["video_url"]
    assert reel["caption"] == "Doors."
    assert reel["user_tags"] == [{"username": "mara.voss"}]
    assert reel["collaborators"] == ["jonas", "kim"]
    assert reel["location_id"] == "110843418940484"
    assert reel["first_comment"] == COMMENT
    assert any(medium["kind"] == "story" and medium["video_url"] for medium in media)
    picture = next(medium for medium in media if medium["caption"] == "One picture.")
    assert picture["alt_text"] == "A violet wall"
    assert picture["user_tags"] == [{"username": "mara.voss", "x": 0.5, "y": 0.5}]


async def test_an_album_out_of_the_blue_is_offered_to_an_event(telegram: TelegramStage) -> None:
    await telegram.send_video(film())
    await telegram.sees("I have no event these could be for")
    await _planned(telegram)
    await telegram.send_album(photos(4), "Four rooms.")
    offered = await telegram.sees("I have 4 pictures. Shall I make a post?", button="Add to Warehouse Night")
    assert sum("I have" in message.text for message in await telegram.messages()) == 2
    await telegram.press("Add to Warehouse Night", "I have 4 pictures")
    assert offered.button("Cancel")
    await telegram.sees("When should it go out?")
    await telegram.say("2026-11-22 19:00")
    await telegram.press("Skip", "Shall I add a first comment")
    await telegram.press("Add the post", "Four rooms.", "4 pictures")
    await telegram.sees(EXTRA, "carousel, 4 pictures", "Four rooms.", picture=True)


async def test_pictures_are_counted_as_they_come_and_kept_in_their_order(telegram: TelegramStage) -> None:
    await _planned(telegram)
    await telegram.press("Add a post", CAMPAIGN)
    await telegram.sees("Send up to ten pictures, or a video")
    await telegram.say("no idea")
    await telegram.sees("Words are not what I need here.", button="Skip")
    one, two, three = photos(3)
    await telegram.send_photo(one)
    await telegram.sees("1 picture so far. Send more, or press That's all of them.", button="That's all of them")
    await telegram.send_album([two, film()])
    await telegram.sees("2 pictures and 1 video so far")
    await telegram.send_photo(broken_jpeg(), kind="document")
    await telegram.sees("damaged")
    await telegram.command("skip")
    await telegram.sees("When should it go out?")
    await telegram.send_photo(three, "Words of a picture")
    await telegram.sees("I have 3 pictures and 1 video now.", "When should it go out?")
    await telegram.say("2026-11-22 19:00")
    await telegram.press("Skip", "Shall I add a first comment")
    await telegram.sees("Words of a picture", "3 pictures and 1 video", button="Add the post")
    await telegram.give_up()


async def test_slack_goes_on_when_the_files_are_here_and_opens_the_form_again_when_one_is_no_good(
    slack: SlackStage,
) -> None:
    await _planned(slack)
    answers = {"Goes out": "2026-11-22 19:00", "Caption": "Two rooms.", "Format": "Feed picture or carousel"}
    await slack.add_post(answers, [*photos(2), broken_jpeg()], CAMPAIGN)
    await slack.sees("I'm getting 3 files ready")
    await slack.press("Open the form again", "file-3.jpg", "damaged")
    view = await slack.modal("Add a post")
    assert "I have 2 pictures." in str(view["blocks"])
    await slack.fill("Add a post", {})
    await slack.sees("Added to Warehouse Night: carousel")
    await slack.sees(EXTRA, "carousel, 2 pictures", "Two rooms.", picture=True)


@pytest.mark.parametrize("words", ["", "Look at this."])
async def test_a_video_sent_to_the_bot_in_slack_is_offered_to_an_event(slack: SlackStage, words: str) -> None:
    await _planned(slack)
    direct = slack.in_direct()
    await direct.send_video(film(), words)
    await direct.press("Add to Warehouse Night", "I have 1 video. Shall I make a post?")
    await direct.fill("Add a post", {"Goes out": "2026-11-22 19:00"})
    await direct.sees("Added to Warehouse Night: reel")
    await slack.sees(EXTRA, "reel, 0:04", words, picture=True, button="Watch")
