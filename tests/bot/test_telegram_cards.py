"""Cards in Telegram: albums, long captions, channels, and buttons that rest before anything else is said."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from builders import flyer
from chat_stage import Chat
from telegram import Bot

from bot.cards.card import Action, Card, Picture, Quote, Text
from bot.houses import Place
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.popup import LONGEST, Popup
from bot.telegram.text import CAPTION_MAX
from bot.tokens import Token
from core.notices.find import subject_of
from core.notices.model import MessageRef, NoticeKind
from core.workspaces.model import Platform

LONG = " ".join(["Doors open at ten."] * 70)
PLAIN = Card(
    "Draft", title="Draft", lines=(Text("Waits for a yes."),), actions=(Action("Approve", Token("post.approve")),)
)


@pytest.fixture
async def ada(chat: Chat) -> Place:
    await chat.in_telegram()
    return Place(Platform.TELEGRAM, chat.telegram_stage.chat)


@pytest.fixture
async def pictures(chat: Chat) -> tuple[str, ...]:
    """Keys of four pictures in the store."""
    return tuple([await chat.services.media.put(flyer(shade, (320, 400))) for shade in (10, 90, 170, 250)])


def with_pictures(*keys: str, card: Card = PLAIN) -> Card:
    return replace(card, picture=Picture(keys[0], "A flyer."), album=keys if len(keys) > 1 else ())


def voice(chat: Chat) -> TelegramMessenger:
    return TelegramMessenger(chat.bot, chat.services.media)


async def shown(chat: Chat, place: Place) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = (await chat.sandbox.state())["telegram"]["messages"][place.address]
    return [one for one in messages if one["from"]["is_bot"]]


async def test_a_carousel_is_an_album_with_its_words_and_buttons_under_it(
    chat: Chat, ada: Place, pictures: tuple[str, ...]
) -> None:
    sent = await voice(chat).send(ada, with_pictures(*pictures[:3]))
    *album, words = await shown(chat, ada)
    assert len({one["media_group_id"] for one in album}) == 1
    assert [bool(one["buttons"]) for one in (*album, words)] == [False, False, False, True]
    assert [one.get("silent", False) for one in (*album, words)] == [True, True, True, False]
    assert words["reply_to"] == album[0]["message_id"]
    again = await voice(chat).redraw(ada, sent, with_pictures(pictures[0], pictures[3], pictures[2]))
    *now, _ = await shown(chat, ada)
    assert [one["message_id"] for one in now] == [one["message_id"] for one in album]
    changed = [before["photo_url"] != after["photo_url"] for before, after in zip(album, now, strict=True)]
    assert changed == [False, True, False]
    await voice(chat).redraw(ada, again, with_pictures(*pictures[:2]))
    assert len(await shown(chat, ada)) == 3, "one picture fewer makes another album, and the old one is gone"


async def test_whoever_answers_to_a_picture_of_an_album_speaks_of_its_post(
    chat: Chat, ada: Place, pictures: tuple[str, ...]
) -> None:
    sent = await voice(chat).send(ada, with_pictures(*pictures[:3]))
    place = await chat.conversation(await chat.place(Platform.TELEGRAM, ada.address))
    post = uuid4()
    ref = {"workspace_id": place.workspace_id, "conversation_id": place.id, "subject_id": post}
    async with chat.services.db.transaction() as session:
        session.add(MessageRef(id=uuid4(), kind=NoticeKind.POST, message_id=sent.message_id, extra=sent.extra, **ref))
    ids = [str(one["message_id"]) for one in await shown(chat, ada)]
    async with chat.services.db.reading() as session:
        found = [await subject_of(session, place, one) for one in (*ids, str(int(ids[-1]) + 1))]
    assert found == [(NoticeKind.POST, post)] * 4 + [None]


async def test_words_that_do_not_fit_under_a_picture_are_a_message_of_their_own(
    chat: Chat, ada: Place, pictures: tuple[str, ...]
) -> None:
    assert len(LONG) > CAPTION_MAX
    sent = await voice(chat).send(ada, with_pictures(pictures[0], card=replace(PLAIN, lines=(Quote(LONG),))))
    photo, words = await shown(chat, ada)
    assert LONG in words["text"]
    assert (photo.get("caption"), bool(photo["buttons"]), bool(words["buttons"])) == (None, False, True)
    for _ in range(2):  # the same once more is fine
        sent = await voice(chat).redraw(ada, sent, with_pictures(pictures[0]))
        (whole,) = await shown(chat, ada)
    assert whole["caption"] == "Draft\n\nWaits for a yes."
    await voice(chat).redraw(ada, sent, with_pictures(pictures[1], card=replace(PLAIN, title="Draft & <more>")))
    (edited,) = await shown(chat, ada)
    assert edited["message_id"] == whole["message_id"]
    assert edited["caption"].startswith("Draft & <more>")
    assert edited["photo_url"] != whole["photo_url"]


class Answers(Bot):
    """Takes answers to presses, and nothing else."""

    def __init__(self) -> None:
        super().__init__("1:token")
        self._given: list[str] = []

    @property
    def given(self) -> list[str]:
        return self._given

    async def answer_callback_query(self, callback_query_id: str, text: str | None = None, *_: Any, **__: Any) -> bool:
        self._given.append(text or "")
        return True


async def test_a_press_is_answered_while_its_work_goes_on_and_only_once() -> None:
    bot = Answers()
    popup = Popup(bot, "1")
    async with popup.soon(0):
        while not bot.given:  # noqa: ASYNC110 - as long as it takes
            await asyncio.sleep(0)
        assert not await popup.says("Approved.")
    assert bot.given == [""]


async def test_words_that_come_in_time_are_the_answer_if_they_fit() -> None:
    bot = Answers()
    popup = Popup(bot, "1")
    async with popup.soon(60):
        assert not await popup.says("x" * (LONGEST + 1))
        assert await popup.says("Approved.")
    assert bot.given == ["Approved."]
