"""An event typed while something else is asked about another one."""

from chat_stage import Chat

from bot.flows import create_event, event_words, talk
from bot.flows.anew import is_answer
from core.workspaces.model import Platform

FIRST = {"name": "Kiln Opening", "starts": "2026-12-04 22:00", "time_zone": "Europe/Berlin", "venue": "Kiln"}
SECOND = "Warehouse Night, Fri 11 Dec 22:00, Halle 7, Berlin"


async def test_it_is_no_answer_to_what_may_stay_open_and_nothing_is_lost_silently(chat: Chat) -> None:
    place = await chat.in_telegram()

    async def ada(update: int) -> tuple[bool, bool, bool]:
        speaker = await chat.speaker(Platform.TELEGRAM, place, f"telegram:{update}")
        answers = [await is_answer(chat.services, speaker, said) for said in (SECOND, "Sat 5 Dec 06:00", "Berlin")]
        return answers[0], answers[1], answers[2]

    assert await ada(1) == (False, False, False), "nothing is open"
    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:2")
    await talk.begin(chat.services, speaker, create_event.FORM, {}, everything=True)
    assert await ada(3) == (True, True, True), "a name is needed, and may be anything"
    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:4")
    await talk.begin(chat.services, speaker, create_event.FORM, FIRST, everything=True)
    assert await ada(5) == (False, True, True), "when it ends may stay open"

    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:6")
    raw = event_words.from_sentence(SECOND, speaker, chat.services.clock.now())
    card = await talk.begin(chat.services, speaker, create_event.FORM, raw)
    assert card is not None and card.title == "Warehouse Night"
    assert "Kiln Opening was put aside and is not created." in str(card)
