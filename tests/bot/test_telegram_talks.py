"""An event told to the bot on a phone: answers in any shape, edited, late, twice, and across a deploy."""

from datetime import timedelta

import pytest
from builders import flyer
from chat_stage import Chat
from phone_stage import Ear, Phone, buttons, events, open_answers
from sqlalchemy import select

from core.events.model import Event
from core.workspaces.model import Platform

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Rows are locked alike in both: test_owed_answers and the rooms are told on PostgreSQL as well."""

SENTENCE = "Techno night, Fri 27 Nov 22:00, Halle 7, Berlin, 12 EUR"


@pytest.fixture
async def phone(chat: Chat) -> Phone:
    """Ada's, in her private chat."""
    await chat.in_telegram()
    one = Phone(Ear(chat))
    await one.ear.listen()
    return one


async def made(phone: Phone, name: str) -> Event:
    chat = phone.ear.chat
    async with chat.services.db.reading() as session:
        named = select(Event).where(Event.workspace_id == chat.team.workspace_id, Event.name == name)
        return (await session.execute(named)).scalar_one()


async def test_a_deploy_in_the_middle_of_question_four_and_days_of_silence_lose_no_answer(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says("Techno night")
    await phone.says("Fri 27 Nov 22:00")
    await phone.press("Skip", "When does it end?")
    assert "Where is it?" in await phone.reads()
    phone.ear.deploy()
    await phone.sandbox.move_to(phone.ear.chat.services.clock.now() + timedelta(days=2))
    await phone.says("Halle 7")
    phone.ear.deploy()
    await phone.press("Skip", "In which city?")
    await phone.says("Berlin")
    await phone.press("That's all", "Who plays?")
    event = await made(phone, "Techno night")
    assert (event.venue, f"{event.starts_local:%d %b %H:%M}") == ("Halle 7", "27 Nov 22:00")


async def test_a_sentence_in_answer_to_one_question_answers_others_too_and_says_so(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says("Black Friday Rave")
    await phone.says("Fri 27 Nov 22:00 at Halle 7, doors 21:00, 12 EUR")
    shown = await phone.reads()
    assert all(words in shown for words in ("Venue: Halle 7", "Price: 12 EUR", "Doors: 21:00", "When does it end?"))
    await phone.press("Skip", "When does it end?")
    assert "In which city?" in await phone.reads()
    answers = await open_answers(phone.ear.chat)
    assert (answers["name"], answers["starts"]) == ("Black Friday Rave", "2026-11-27 22:00")


async def test_a_whole_event_in_answer_to_its_name_leaves_only_what_it_did_not_tell(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says(SENTENCE)
    await phone.press("Skip", "When does it end?")
    assert "Who plays?" in await phone.reads()
    await phone.press("That's all")
    event = await made(phone, "Techno night")
    assert (event.venue, event.city, event.time_zone, event.price) == ("Halle 7", "Berlin", "Europe/Berlin", "12 EUR")


async def test_an_edited_answer_counts_and_the_open_question_comes_again(phone: Phone) -> None:
    await phone.says("/new")
    name = await phone.says("Tecno nite")
    moment = await phone.says("some day soon")
    await phone.edits(moment, "Fri 27 Nov 22:00")
    assert "When does it end?" in await phone.reads()
    await phone.edits(name, "Techno night")
    assert "Name: Techno night" in await phone.reads() and "When does it end?" in await phone.reads()
    await phone.edits(name, "T" * 130)
    assert "I left “Techno night” as it was. That is 130 characters long" in await phone.reads()
    answers = await open_answers(phone.ear.chat)
    assert (answers["name"], answers["starts"]) == ("Techno night", "2026-11-27 22:00")


async def test_the_sentence_an_event_began_with_may_be_edited_until_it_is_made(phone: Phone) -> None:
    said = await phone.says(SENTENCE)
    await phone.edits(said, SENTENCE)  # Telegram tells of edits that change no word
    assert len(await phone.shown("Is this right?")) == 1
    await phone.edits(said, SENTENCE.replace("22:00", "23:00").replace("Halle 7", "Halle 8"))
    summary = await phone.reads()
    assert "23:00 (Berlin time)" in summary and "Halle 8" in summary and "Is this right?" in summary
    await phone.press("Create event", "Halle 8")
    await phone.edits(said, SENTENCE)
    assert "I took that before you changed it, and it is settled." in await phone.reads()
    event = await made(phone, "Techno night")
    assert (event.venue, event.starts_local.hour) == ("Halle 8", 23)


async def test_what_was_told_anew_since_is_not_overwritten_by_an_edit(phone: Phone) -> None:
    said = await phone.says(SENTENCE)
    await phone.press("Change", "Is this right?")
    await phone.press("Venue", "What shall I change?")
    await phone.says("Kesselhaus")
    await phone.edits(said, SENTENCE.replace("Halle 7", "Halle 8"))
    assert "You told me something else about this since" in await phone.reads()
    assert (await open_answers(phone.ear.chat))["venue"] == "Kesselhaus"


async def test_an_edited_wish_that_was_done_already_is_answered_kindly_and_once(phone: Phone) -> None:
    said = await phone.says("/help")
    await phone.edits(said, "/help me")
    await phone.edits(said, "/help me")
    assert len(await phone.shown("I read that before you changed it.")) == 1


async def test_three_times_and_out_of_order_is_once_and_in_order(phone: Phone) -> None:
    await phone.says("/new")
    for text in ("Techno night", "Fri 27 Nov 22:00"):
        await phone.do("say", heard=False, text=text)
    first, second = await phone.ear.fetch()
    phone.ear.told = [second, second, first, second, first, first]
    await phone.ear.listen()
    assert "When does it end?" in await phone.reads()
    answers = await open_answers(phone.ear.chat)
    assert (answers["name"], answers["starts"]) == ("Techno night", "2026-11-27 22:00")


async def test_an_edit_that_overtakes_its_message_is_the_message(phone: Phone) -> None:
    await phone.says("/new")
    said = await phone.do("say", heard=False, text="Tecno nite")
    await phone.edits(said["message_id"], "Techno night", heard=False)
    typed, edited = await phone.ear.fetch()
    phone.ear.told = [edited, typed]
    await phone.ear.listen()
    assert (await open_answers(phone.ear.chat))["name"] == "Techno night"
    assert len(await phone.shown("When does it start?")) == 1


async def test_words_in_reply_to_an_earlier_question_change_its_answer(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says("Techno night")
    await phone.says("Fri 27 Nov 22:00")
    await phone.replies("Techno day", "What is the event called?")
    assert "Name: Techno day" in await phone.reads() and "When does it end?" in await phone.reads()
    await phone.replies("Sat 28 Nov 06:00", "When does it end?")
    answers = await open_answers(phone.ear.chat)
    assert (answers["name"], answers["ends"]) == ("Techno day", "2026-11-28 06:00")


async def test_the_summary_is_answered_in_words_as_well(phone: Phone) -> None:
    await phone.says(SENTENCE)
    await phone.says("no")
    assert "What shall I change?" in await phone.reads()
    for words, shows in (
        ("23:00", "Friday 27 November 2026, 23:00"),
        ("doors at 22:00", "Doors: 22:00"),
        ("new venue: Halle 8", "Venue: Halle 8"),
        ("price is now 15", "Price: 15 EUR"),
    ):
        await phone.says(words)
        assert "Is this right?" in await phone.reads() and shows in await phone.reads()
    await phone.says("Yes!")
    event = await made(phone, "Techno night")
    assert (event.venue, event.price, event.starts_local.hour) == ("Halle 8", "15 EUR", 23)


async def test_any_day_and_any_hour_are_a_few_presses_away(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says("Techno night")
    await phone.press("Another day", "When does it start?")
    shown = await phone.newest("November 2026")
    assert list(buttons(shown))[:8] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "·"]
    assert "21" not in buttons(shown) and "22" in buttons(shown) and "‹ Oct" not in buttons(shown)
    await phone.press("Dec ›", "November 2026")
    await phone.press("31", "December 2026")
    await phone.press("Another hour", "Thursday 31 December", "What time?")
    await phone.press("02:00", "What time?")
    await phone.press("Another day", "When does it end?")
    await phone.press("31", "December 2026")
    await phone.press("23:00", "Thursday 31 December", "What time?")
    answers = await open_answers(phone.ear.chat)
    assert (answers["starts"], answers["ends"]) == ("2026-12-31 02:00", "2026-12-31 23:00")


async def test_back_leads_from_the_summary_to_the_last_question(phone: Phone) -> None:
    await phone.says("Techno night Fri 27 Nov 22:00, Berlin")
    await phone.says("Halle 7")
    assert "Is this right?" in await phone.reads()
    await phone.says("/back")
    assert "Where is it?" in await phone.reads()


async def test_an_album_in_answer_to_the_flyer_question_is_one_picture_and_one_next_question(phone: Phone) -> None:
    await phone.says("/new")
    await phone.says(SENTENCE)
    for question in ("When does it end?", "Who plays?", "Is there a ticket link?", "Which genre?"):
        if question in await phone.reads():
            await phone.press("Skip", question)
    assert "Do you have a flyer or a photo?" in await phone.reads()
    await phone.sends(flyer(10), flyer(20), flyer(30), caption="Our flyer")
    assert len(await phone.shown("Is this right?", "Flyer or photo: received")) == 1
    await phone.press("Create event", "Is this right?")
    assert (await made(phone, "Techno night")).photo_key


async def test_an_album_with_an_event_beneath_it_begins_that_event(phone: Phone) -> None:
    await phone.sends(flyer(10), flyer(20), caption=SENTENCE)
    await phone.press("Create event", "Is this right?", "Flyer or photo: received")
    assert (await made(phone, "Techno night")).photo_key


async def test_in_a_group_only_answers_to_us_are_answers_and_each_question_is_for_one(phone: Phone) -> None:
    ada = Phone(phone.ear, where="group")
    await ada.says("/new")
    asked = await ada.newest("What is the event called?")
    assert "Answer in a reply to this message." in asked["text"]
    await ada.says("see you at eight, Ben")
    await ada.says("/new@some_other_bot")
    assert await ada.newest() == asked
    await ada.replies("Techno night", "What is the event called?")
    assert "When does it start?" in await ada.reads()
    await ada.says("@rite_sandbox_bot Fri 27 Nov 22:00")
    assert "When does it end?" in await ada.reads()
    assert (await open_answers(phone.ear.chat))["name"] == "Techno night"


async def test_nobody_answers_somebody_else_s_question(phone: Phone) -> None:
    ada, ben = Phone(phone.ear, where="group"), Phone(phone.ear, "ben", "group")
    await known(ben)
    await ada.says("/new")
    await ben.replies("Jazz night", "What is the event called?")
    assert "That question was for somebody else." in await ben.reads()
    assert "name" not in await open_answers(phone.ear.chat)
    assert await events(phone.ear.chat) == {}


async def known(phone: Phone) -> None:
    """Ben of the team is the one who types here."""
    chat = phone.ear.chat
    await chat.knows(chat.team.ben, Platform.TELEGRAM, str(phone.sandbox.world.person(phone.user).telegram_id))


async def test_a_flyer_alone_begins_an_event_and_a_wrong_file_in_the_middle_is_told(phone: Phone) -> None:
    await phone.sends(flyer(10))
    assert "What is the event called?" in await phone.reads()
    await phone.says(SENTENCE)
    await phone.sends(b"no picture at all", kind="document")
    assert "I can't read that" in await phone.reads()
    await phone.press("That's all", "When does it end?")
    assert (await made(phone, "Techno night")).photo_key
