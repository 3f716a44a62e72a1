"""A message a second in each chat, twenty a minute in a group, thirty a second in all."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bench.telegram.clockwork import Clockwork
from bot.telegram.pace import AMONG_ALL, AT_ONCE, IN_GROUP, Pace, PacedCalls, followed_by
from core.errors import RateLimited

CHATS, CARDS = 200, 1000
pytestmark = pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")


class Telegram:
    """Takes calls, and notes when each came; a chat that is flooded is told so."""

    def __init__(self) -> None:
        self.time = Clockwork(1000.0)
        self.calls = PacedCalls(Pace(ticking=self.time.ticking, sleep=self.time.sleep))
        self.took: dict[str, list[tuple[float, Any]]] = defaultdict(list)
        self.flooded: dict[str, int] = {}

    async def call(self, chat: str, what: Any, endpoint: str = "sendMessage", **data: Any) -> None:
        async def take() -> bool:
            if seconds := self.flooded.pop(chat, 0):
                raise RetryAfter(seconds)
            self.took[chat].append((self.time.now, what))
            return True

        await self.calls.process_request(take, (), {}, endpoint, {"chat_id": chat, **data}, None)

    async def patiently(self, chat: str, what: Any, endpoint: str = "sendMessage", **data: Any) -> None:
        """As background work is done: what is handed back comes again when it may."""
        while True:
            try:
                await self.call(chat, what, endpoint, **data)
            except RateLimited as busy:
                assert busy.after is not None
                await self.time.sleep(busy.after.total_seconds())
            else:
                return

    async def one_by_one(self, chat: str, number: int) -> None:
        for card in range(number):
            await self.patiently(chat, card)

    def times(self, chat: str) -> list[float]:
        return [at - 1000.0 for at, _ in self.took[chat]]


async def test_a_thousand_cards_to_two_hundred_chats_keep_every_limit_and_their_order() -> None:
    telegram = Telegram()
    each = CARDS // CHATS
    await telegram.time.run(*(telegram.one_by_one(str(chat), each) for chat in range(CHATS)))
    everything = sorted(at for took in telegram.took.values() for at, _ in took)
    assert len(everything) == CARDS
    assert all(later - earlier >= 1 for earlier, later in zip(everything, everything[AMONG_ALL:], strict=False))
    for took in telegram.took.values():
        assert [card for _, card in took] == list(range(each))
        assert took[AT_ONCE][0] - took[0][0] >= 1
    least = (CARDS - AMONG_ALL) / AMONG_ALL
    assert everything[-1] - everything[0] <= 1.1 * least


async def test_a_group_gets_twenty_a_minute_and_a_private_chat_one_a_second() -> None:
    telegram = Telegram()
    await telegram.time.run(telegram.one_by_one("-1001", IN_GROUP + 1), telegram.one_by_one("77", IN_GROUP + 1))
    group, private = telegram.times("-1001"), telegram.times("77")
    assert group[:AT_ONCE] == private[:AT_ONCE] == [0.0] * AT_ONCE
    assert group[IN_GROUP] - group[0] == 60
    assert private[-1] == IN_GROUP + 1 - AT_ONCE


async def test_who_is_told_to_wait_waits_alone_and_keeps_the_order() -> None:
    telegram = Telegram()
    telegram.flooded["1"] = 3
    await telegram.time.run(telegram.call("1", "first"), telegram.call("1", "second"), telegram.call("2", "other"))
    assert telegram.took["2"] == [(1000.0, "other")]
    assert telegram.took["1"] == [(1003.0, "first"), (1003.0, "second")]


async def test_a_long_wait_is_handed_back_at_once() -> None:
    telegram = Telegram()
    telegram.flooded["1"] = 40

    async def handed_back() -> None:
        with pytest.raises(RateLimited) as told:
            await telegram.call("1", "card")
        assert told.value.after is not None and told.value.after.total_seconds() == 40

    await telegram.time.run(handed_back(), telegram.call("2", "other"))
    assert telegram.time.now == 1000.0
    await telegram.time.run(telegram.patiently("1", "card"))
    assert telegram.took["1"] == [(1040.0, "card")]


async def test_edits_are_no_messages_and_presses_wait_for_nobody() -> None:
    telegram = Telegram()
    edits: list[Awaitable[None]] = [telegram.call("-1001", n, "editMessageText") for n in range(IN_GROUP + 5)]
    await asyncio.gather(*edits, telegram.call("", "press", "answerCallbackQuery"))
    assert telegram.time.now == 1000.0
    assert len(telegram.took["-1001"]) == IN_GROUP + 5


async def test_every_picture_of_an_album_counts_in_a_group_and_its_words_follow_at_once() -> None:
    telegram = Telegram()

    async def card(number: int) -> None:
        with followed_by(1):
            await telegram.patiently("-1001", number, "sendMediaGroup", media=["a picture"] * 9)
        await telegram.patiently("-1001", "words")

    async def cards() -> None:
        for number in range(3):
            await card(number)

    await telegram.time.run(cards())
    times = telegram.times("-1001")
    assert [times[place] - times[place + 1] for place in (0, 2, 4)] == [0, 0, 0], "the words come with their pictures"
    assert times[4] - times[0] == 60, "twenty are two albums and their words"


async def test_a_crowd_at_one_chat_is_put_off_instead_of_standing_in_line() -> None:
    telegram = Telegram()
    put_off = 0

    async def card(number: int) -> None:
        nonlocal put_off
        try:
            await telegram.call("77", number)
        except RateLimited:
            put_off += 1

    await telegram.time.run(*(card(number) for number in range(30)))
    said = [number for _, number in telegram.took["77"]]
    assert said == sorted(said)
    assert len(said) + put_off == 30
    assert put_off > 0
