"""Events and wishes in people's own words: mentions, messages, replies, shortcuts."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, events
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.uploads import photo

pytestmark = ON_SQLITE

NO_VENUE = "Techno night Sun 22 Nov 22:00"


async def test_a_mention_without_a_venue_asks_for_it_in_a_filled_modal(rite: Rite, slack: SlackStage) -> None:
    for place, text in ((slack, f"@rite {NO_VENUE}"), (slack.in_direct(), NO_VENUE)):
        await place.say(text)
        await place.sees("Is this right?", "Sunday 22 November 2026, 22:00", "Still needed", "Venue", button="Fill in")
    await slack.press("Fill in")
    await slack.fill("New event", {"Venue": "Halle 7", "Time zone": "Berlin"})
    await slack.sees("Announcement · Techno night", "Halle 7", button="Edit")
    await slack.in_direct().press("Cancel", "Still needed")
    await slack.in_direct().sees("Dropped. Nothing was changed.")
    assert len(await events(rite)) == 1


async def test_a_telegram_message_without_a_venue_asks_for_it(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.say("Techno night Friday at 10")
    await telegram.press("Fri 27 Nov 22:00", "Which of these do you mean?")
    await telegram.sees("Where is it?")
    await telegram.say("Halle 7")
    await telegram.sees("Which time zone")
    await telegram.say("Berlin")
    await telegram.sees("Is this right?", "Friday 27 November 2026, 22:00 (Berlin time)", button="Create event")
    await telegram.press("Change", "Is this right?")
    await telegram.press("Venue", "What shall I change?")
    await telegram.say("Kesselhaus")
    await telegram.sees("Is this right?", "Kesselhaus")
    await telegram.press("Cancel", "Is this right?")
    await telegram.sees("Dropped. Nothing was changed.")
    assert await events(rite) == []


async def test_a_day_without_an_hour_asks_for_the_hour(telegram: TelegramStage) -> None:
    await telegram.say("Techno night Friday, Halle 7")
    await telegram.press("22:00", "What time?")
    await telegram.say("Berlin")
    await telegram.sees("Is this right?", "Friday 27 November 2026, 22:00 (Berlin time)")


async def test_back_skip_and_cancel_lead_through_the_questions(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("skip")
    await telegram.sees("No question is open at the moment.")
    await telegram.command("new")
    await telegram.say("Warehouse Nite")
    await telegram.press("Back", "When does it start?")
    await telegram.sees("What is the event called?")
    await telegram.command("skip")
    await telegram.sees("I need this one. What is the event called?")
    await telegram.say("Warehouse Night")
    days = await telegram.press("Fri 27 Nov", "When does it start?")
    await telegram.sees("What time?", button="22:00")
    await telegram.press_again(days, "Sat 28 Nov")
    await telegram.is_told("That question was answered already.")
    await telegram.say("10:30 pm")
    await telegram.command("skip")
    await telegram.say("Halle 7")
    await telegram.press("Back", "In which city?")
    await telegram.sees("Where is it?")
    await telegram.command("cancel")
    await telegram.sees("Dropped. Nothing was changed.")
    await telegram.command("cancel")
    await telegram.sees("No question is open at the moment.")
    assert await events(rite) == []


async def test_a_flyer_sent_with_a_sentence_is_used(rite: Rite, stage: Stage) -> None:
    text = "Techno night Sun 22 Nov 22:00, Halle 7, Berlin"
    if isinstance(stage, SlackStage):
        stage = stage.in_direct()
        await stage.say(text, photo=photo())
    else:
        await stage.send_photo(photo(), caption=text)
    await stage.press("Create event", "Is this right?", "Flyer or photo")
    await stage.sees("Announcement · Techno night", button="Edit", picture=True)
    (event,) = await events(rite)
    assert event.photo_key


async def test_a_flyer_alone_begins_an_event_and_survives_the_modal(rite: Rite, slack: SlackStage) -> None:
    ada = slack.in_direct()
    await ada.say("", photo=photo())
    await ada.press("Fill in", "Flyer or photo", "received")
    await ada.fill("New event", TONIGHT)
    await ada.sees(ANNOUNCEMENT, button="Edit", picture=True)
    (event,) = await events(rite)
    assert event.photo_key


async def test_shortcuts_open_the_form(rite: Rite, slack: SlackStage) -> None:
    ts = await slack.say("Warehouse Night, Sun 22 Nov 22:00, Halle 7, Berlin")
    await rite.sandbox.do("slack/shortcut", user="ada", callback_id="promote_this", channel=slack.channel, ts=ts)
    await slack.fill("New event", {})
    await slack.sees(ANNOUNCEMENT, button="Edit")
    await rite.sandbox.do("slack/shortcut", user="ada", callback_id="new_event")
    await slack.fill("New event", {**TONIGHT, "Name": "Second Night"})
    await slack.in_direct().sees("Announcement · Second Night", button="Edit")


async def test_promoting_a_message_where_the_bot_is_not_answers_in_private(rite: Rite, slack: SlackStage) -> None:
    general = slack.in_("C0GENERAL1")
    ts = await general.say("Warehouse Night, Sun 22 Nov 22:00, Halle 7, Berlin")
    await rite.sandbox.do("slack/shortcut", user="ada", callback_id="promote_this", channel=general.channel, ts=ts)
    await slack.fill("New event", {})
    await slack.in_direct().sees(ANNOUNCEMENT, button="Edit")


async def test_the_home_tab_is_a_list_of_what_waits(rite: Rite, slack: SlackStage) -> None:
    await slack.open_home("Nothing waits for you.", "What I can do", "No events yet")
    await slack.new_event(TONIGHT)
    await slack.sees(ANNOUNCEMENT, button="Edit")
    await slack.sees("Recap · Warehouse Night", button="Edit")
    await slack.open_home("Waiting for you (2)", "Announcement, Warehouse Night", "Recap, Warehouse Night")
    await slack.press_home("Settings")
    assert await slack.fill("Settings", {"Digest hour": "10:00", "Time zone": "Mars"}) == {
        "Time zone": "I don't know the time zone “Mars”. Write a name like Europe/Berlin, or a large city."
    }
    await slack.fill("Settings", {"Digest hour": "10:00", "Time zone": "New York"})
    await slack.in_direct().sees("Saved. The digest comes at 10:00, America/New_York.")


async def test_a_modal_that_was_closed_opens_again_and_its_event_is_created_once(rite: Rite, slack: SlackStage) -> None:
    await slack.say(f"@rite {NO_VENUE}")
    card = await slack.press("Fill in")
    await slack.modal("New event")
    await slack.close()
    await slack.press("Fill in")
    assert await slack.fill("New event", {"Venue": "Halle 7", "Time zone": "Berlin"}) == {}
    await slack.sees("Announcement · Techno night", button="Edit")
    await slack.press_again(card, "Fill in")
    await slack.is_told("That is settled already.")
    assert len(await events(rite)) == 1
