"""Whatever people type or send, they get one clear sentence, and nothing is lost or half done."""

import httpx
from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, events
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.uploads import NO_PICTURE, PDF, SVG, as_file, bomb, broken_jpeg, photo

pytestmark = ON_SQLITE

REFUSED = (
    ({"Starts": "2026-11-20 22:00"}, "Starts", "Friday 20 November 2026, 22:00 has passed already"),
    ({"Starts": "2027-03-28 02:30"}, "Starts", "02:30 does not exist on Sunday 28 March 2027"),
    ({"Time zone": "Mars/Olympus"}, "Time zone", "I don't know the time zone “Mars/Olympus”"),
    ({"Name": "   "}, "Name", "I need this one. What is the event called?"),
    ({"Starts": "2028-11-30 22:00"}, "Starts", "more than two years away"),
    ({"Ends": "2026-11-21 04:00"}, "Ends", "It ends before it starts"),
    ({"Ticket link": "at the door"}, "Ticket link", "does not look like a link"),
    ({"Flyer or photo": [as_file("flyer.pdf", PDF)]}, "Flyer or photo", "That is a PDF"),
    ({"Flyer or photo": [as_file("flyer.jpg", broken_jpeg())]}, "Flyer or photo", "damaged"),
    ({"Flyer or photo": [as_file("flyer.png", bomb())]}, "Flyer or photo", "That picture is too large"),
    ({"Flyer or photo": [as_file("flyer.png", SVG)]}, "Flyer or photo", "That is an SVG drawing"),
    ({"Flyer or photo": [as_file("flyer.jpg", NO_PICTURE)]}, "Flyer or photo", "I can't read that"),
)
"""What is changed in a good form, beside which input Slack shows the sentence, and how it begins."""


async def test_an_unknown_command_gets_the_help(stage: Stage) -> None:
    await stage.command("frobnicate")
    await stage.sees("I don't know “frobnicate”", "type the event in your own words", button="New event")


async def test_slack_says_beside_the_field_what_is_wrong(rite: Rite, slack: SlackStage) -> None:
    await slack.command("new")
    for change, label, sentence in REFUSED:
        keeps = {"Ends at": "", "Ends": "", "Ticket link": "", "Flyer or photo": []}
        errors = await slack.fill("New event", {**keeps, **TONIGHT, **change})
        assert list(errors) == [label], (change, errors)
        assert sentence in errors[label]
    assert await events(rite) == []
    assert await slack.fill("New event", {**keeps, **TONIGHT}, photo()) == {}
    await slack.sees(ANNOUNCEMENT, button="Edit", picture=True)
    (event,) = await events(rite)
    assert event.photo_key


async def test_telegram_repeats_the_question_with_the_reason(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("new")
    await telegram.say("x" * 4000)
    await telegram.sees("That is 4,000 characters long; up to 120 are fine.")
    await telegram.say("Warehouse Night")
    await telegram.sees("When does it start?")
    await telegram.say("some day soon")
    await telegram.sees("I could not read a day and an hour in that", button="Cancel")
    await telegram.say("2027-03-28 02:30")
    await telegram.press("Skip", "When does it end?")
    await telegram.say("Halle 7")
    await telegram.press("Skip", "In which city?")
    await telegram.say("Mars/Olympus")
    await telegram.sees("I don't know the time zone “Mars/Olympus”", button="Cancel")
    await telegram.say("berlin")
    await telegram.press("That's all", "Who plays?")
    await telegram.sees("02:30 does not exist on Sunday 28 March 2027", button="Cancel")
    await telegram.say("28 March 2027 at 02:30")
    await telegram.sees("02:30 does not exist", "Do you mean this?", button="Sun 28 Mar 03:30")
    await telegram.say("2026-11-20 22:00")
    await telegram.press("That's all", "Who plays?")
    await telegram.sees("Friday 20 November 2026, 22:00 has passed already. When is it?")
    await telegram.say("2026-11-22 22:00")
    assert await events(rite) == []
    await telegram.press("That's all", "Who plays?")
    await telegram.sees("Got it: Warehouse Night, Sunday 22 November 2026, 22:00 (Berlin time).")
    assert len(await events(rite)) == 1


async def test_telegram_takes_pictures_at_any_step_and_nothing_else(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("new")
    await telegram.say("Warehouse Night")
    await telegram.sees("When does it start?")
    await telegram.send_photo(PDF, kind="document", name="flyer.pdf")
    await telegram.sees("That is a PDF")
    await telegram.send_photo(broken_jpeg(), kind="document", name="flyer.jpg")
    await telegram.sees("That picture is damaged")
    await telegram.send_photo(bomb(), kind="document", name="flyer.png")
    await telegram.sees("That picture is too large")
    await telegram.send_photo(SVG, kind="document", name="flyer.svg")
    await telegram.sees("That is an SVG drawing")
    await telegram.send_photo(NO_PICTURE, kind="document", name="flyer.jpg")
    await telegram.sees("I can't read that")
    await telegram.send_photo(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64, kind="video", name="teaser.mp4")
    await telegram.sees("I need a picture here, not a video")
    await telegram.send_photo(photo())
    await telegram.say("2026-11-22 22:00")
    await telegram.press("Skip", "When does it end?")
    await telegram.say("Halle 7")
    await telegram.press("Skip", "In which city?")
    await telegram.say("Europe/Berlin")
    await telegram.press("That's all", "Who plays?")
    await telegram.sees(ANNOUNCEMENT, button="Edit", picture=True)
    (event,) = await events(rite)
    assert event.photo_key


async def test_ten_megabytes_of_text_are_refused_and_the_bot_goes_on(rite: Rite, slack: SlackStage) -> None:
    await slack.in_direct().say("Techno night " * 800_000)
    await rite.sandbox.do("slack/settle")
    delivered = (await rite.sandbox.do("slack/events"))["events"][-1]
    assert delivered["attempts"] == ["413"]
    async with httpx.AsyncClient() as anybody:
        answer = await anybody.post(f"{rite.settings.public_url}/slack/events", content=b"x" * 10_000_000)
    assert answer.status_code == 413
    await slack.in_direct().say("Techno night Fri 27 Nov 22:00, Halle 7. " + "Bring friends. " * 600)
    await slack.in_direct().sees("That is a lot of text")
    await slack.command("help")
    await slack.sees("What I can do")
