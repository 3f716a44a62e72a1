"""Updates: in order within a chat, side by side across chats, confirmed when done; two listeners are told apart."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Chat, Message, Update
from telegram.error import Conflict, TelegramError

from bot.telegram.lines import Lines
from bot.telegram.poller import STAND_BY_SECONDS, STANDS_BY, TWO_LISTEN, WEBHOOK_SET, Poller

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)


def update(number: int, chat: int) -> Update:
    return Update(number, message=Message(number, NOON, Chat(chat, Chat.PRIVATE)))


class Ear:
    """Hears, and takes as long as the chat is kept back."""

    def __init__(self, *slow: int) -> None:
        self.free = {chat: asyncio.Event() for chat in slow}
        self.heard: list[int] = []
        self.news = asyncio.Condition()

    async def hear(self, told: Update) -> None:
        assert told.effective_chat is not None
        if (kept := self.free.get(told.effective_chat.id)) is not None:
            await kept.wait()
        async with self.news:
            self.heard.append(told.update_id)
            self.news.notify_all()

    async def until(self, number: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: number in self.heard)


class Telegram:
    """Keeps updates until they are confirmed, as the platform does; troubles come first."""

    def __init__(self, *updates: Update, troubles: Sequence[TelegramError] = ()) -> None:
        self.kept = {one.update_id: one for one in updates}
        self.troubles = list(troubles)
        self.quiet = asyncio.Event()

    async def get_updates(self, offset: int | None = None, **_: Any) -> list[Update]:
        if self.troubles:
            raise self.troubles.pop(0)
        self.kept = {number: one for number, one in self.kept.items() if number >= (offset or 0)}
        if not self.kept:
            self.quiet.set()
            await asyncio.Event().wait()
        return list(self.kept.values())


class Turns:
    """Whether it is our turn, asked after the other; in the end it is."""

    def __init__(self, *turns: bool) -> None:
        self.turns, self.let_go_of = list(turns), 0

    async def is_ours(self) -> bool:
        return self.turns.pop(0) if self.turns else True

    async def let_go(self) -> None:
        self.let_go_of += 1


async def test_one_chat_in_order_and_no_chat_waits_for_another() -> None:
    ear = Ear(1)
    lines = Lines(ear.hear)
    first, second, other = (lines.take(update(n, chat)) for n, chat in ((10, 1), (11, 1), (12, 2)))
    await other
    assert ear.heard == [12]
    ear.free[1].set()
    await asyncio.gather(first, second)
    assert ear.heard == [12, 10, 11]
    assert not lines.in_hand


async def test_an_update_in_hand_is_not_begun_again() -> None:
    ear = Ear(1)
    lines = Lines(ear.hear)
    works = [lines.take(update(10, 1)) for _ in range(3)]
    ear.free[1].set()
    await asyncio.gather(*works)
    assert ear.heard == [10]


async def test_what_stands_in_line_at_a_stop_is_left_for_the_next_start() -> None:
    ear = Ear(1)
    lines = Lines(ear.hear)
    works = [lines.take(update(number, 1)) for number in (10, 11)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(lines.close())
    await asyncio.sleep(0)
    ear.free[1].set()
    await asyncio.gather(closing, *works)
    assert ear.heard == [10]


async def test_a_slow_chat_keeps_its_update_unconfirmed_and_nobody_else_waiting() -> None:
    ear = Ear(1)
    telegram = Telegram(update(10, 1), update(11, 2))
    poller = Poller(telegram, ear.hear, Turns(), unhurried=0.01)  # type: ignore[arg-type]  # all of a bot that it uses
    running = asyncio.create_task(poller.run())
    await ear.until(11)
    telegram.kept[12] = update(12, 3)
    await ear.until(12)
    assert 10 in telegram.kept
    ear.free[1].set()
    await telegram.quiet.wait()
    assert ear.heard == [11, 12, 10]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Conflict: terminated by other getUpdates request; make sure that only one is running", TWO_LISTEN),
        ("Conflict: can't use getUpdates method while webhook is active; delete it first", WEBHOOK_SET),
    ],
    ids=["two listen", "a webhook is set"],
)
async def test_a_second_consumer_is_named_and_waited_for(words: str, said: str) -> None:
    ear, slept = Ear(), []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    telegram = Telegram(update(10, 1), troubles=[Conflict(words), Conflict(words)])
    poller = Poller(telegram, ear.hear, Turns(), sleep=sleep)  # type: ignore[arg-type]  # all of a bot that it uses
    with capture_logs() as logs:
        running = asyncio.create_task(poller.run())
        await telegram.quiet.wait()
    assert [line["event"] for line in logs] == [said, said]
    assert slept == sorted(slept) and slept[0] < slept[1]
    assert ear.heard == [10]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_whoever_stands_by_says_so_once_and_listens_when_the_other_is_gone() -> None:
    ear, turns, slept = Ear(), Turns(False, False), []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    telegram = Telegram(update(10, 1))
    poller = Poller(telegram, ear.hear, turns, sleep=sleep)  # type: ignore[arg-type]  # all of a bot that it uses
    with capture_logs() as logs:
        running = asyncio.create_task(poller.run())
        await telegram.quiet.wait()
    assert [line["event"] for line in logs] == [STANDS_BY]
    assert slept == [STAND_BY_SECONDS] * 2
    assert ear.heard == [10]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert turns.let_go_of == 1
