"""A process may die after it has taken an answer and before it asks on: whoever comes next asks the next question."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from chat_stage import Chat, Killed

from bot.cards.card import Card
from bot.flows import change_in_words, create_event, reply, talk
from bot.houses import Place
from bot.owed import show
from bot.speaker import Speaker
from core.workspaces.model import Platform

FIRST, SECOND = create_event.FIELDS[0].question, create_event.FIELDS[1].question


async def asked(chat: Chat) -> UUID:
    """Ada has begun a new event in Telegram and sees the first question; returns the place."""
    place = await chat.in_telegram()
    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:1")
    await shown(chat, speaker, await talk.begin(chat.services, speaker, create_event.FORM, {}))
    return place


async def shown(chat: Chat, speaker: Speaker, card: Card | None) -> None:
    """As a house does it."""
    assert card is not None
    at = speaker.conversation
    place = Place(at.platform, at.address, at.team, speaker.thread)
    await show(chat.services, speaker, card, lambda: chat.voices[at.platform].send(place, card, card.owed))


Say = Callable[[Chat, Speaker], Awaitable[Card | None]]


async def named(chat: Chat, speaker: Speaker) -> Card | None:
    return await talk.hear(chat.services, speaker, "Kiln Opening")


async def named_too_long(chat: Chat, speaker: Speaker) -> Card | None:
    return await talk.hear(chat.services, speaker, "Kiln " * 100)


async def skipped(chat: Chat, speaker: Speaker) -> Card | None:
    return await talk.step(chat.services, speaker, "skip")


@pytest.mark.parametrize(
    ("say", "then"),
    [(named, SECOND), (named_too_long, "120"), (skipped, "I need")],
    ids=["a good answer", "a wrong answer", "a step"],
)
async def test_the_next_question_comes_although_the_process_that_took_the_answer_died(
    chat: Chat, say: Say, then: str
) -> None:
    place = await asked(chat)
    before = len(await chat.telegram_stage.messages())
    await say(chat, await chat.speaker(Platform.TELEGRAM, place, "telegram:2"))
    await chat.deliver()
    new = (await chat.telegram_stage.messages())[before:]
    assert len(new) == 1
    assert new[0].shows(then) and new[0].button("Cancel")


async def test_the_first_question_comes_although_the_process_died(chat: Chat) -> None:
    place = await chat.in_telegram()
    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:1")
    await talk.begin(chat.services, speaker, create_event.FORM, {})
    await chat.deliver()
    assert await chat.in_ada_s_telegram(FIRST) == 1


async def test_a_question_that_was_seen_is_not_asked_again(chat: Chat) -> None:
    await asked(chat)
    await chat.deliver()
    assert await chat.in_ada_s_telegram(FIRST) == 1
    assert await chat.notices() == []


async def test_while_the_process_lives_nobody_asks_in_its_place(chat: Chat) -> None:
    place = await chat.in_telegram()
    speaker = await chat.speaker(Platform.TELEGRAM, place, "telegram:1")
    card = await talk.begin(chat.services, speaker, create_event.FORM, {})
    await chat.run_what_waits()
    assert await chat.in_ada_s_telegram(FIRST) == 0
    await shown(chat, speaker, card)
    assert await chat.in_ada_s_telegram(FIRST) == 1


async def test_a_question_slack_took_before_the_death_is_not_asked_twice(chat: Chat) -> None:
    speaker = await chat.speaker(Platform.SLACK, chat.team.conversation_id, "slack:Ev1")
    card = await talk.begin(chat.services, speaker, create_event.FORM, {"name": "Kiln Opening"}, ask=False)
    with chat.dying(1), pytest.raises(Killed):
        await shown(chat, speaker, card)
    await chat.deliver()
    assert await chat.in_slack("Kiln Opening", "Still needed") == 1


async def test_an_answer_in_a_thread_comes_in_that_thread(chat: Chat) -> None:
    root = (await chat.slack.chat_postMessage(channel="C0EVENTS01", text="Root"))["ts"]
    await chat.machine.in_review()
    await chat.machine.in_review()
    speaker = await chat.speaker(Platform.SLACK, chat.team.conversation_id, "slack:Ev1", thread=root)
    await reply.reply_to_campaign(chat.services, speaker, chat.team.campaign_id, "make it shorter")
    await chat.deliver()
    (question,) = [one for one in await chat.slack_stage.messages() if one.shows(reply.WHICH)]
    assert question.handle["thread"] == root


async def test_undo_in_french_is_not_taken_for_a_cancelled_event(chat: Chat) -> None:
    speaker = await chat.speaker(Platform.SLACK, chat.team.conversation_id, "slack:Ev1")
    assert await change_in_words.in_words(chat.services, speaker, "annule", chat.team.campaign_id) is None
    assert await change_in_words.in_words(chat.services, speaker, "annulé", chat.team.campaign_id) is not None
