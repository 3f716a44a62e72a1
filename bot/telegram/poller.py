"""Long polling that confirms an update only after it was worked on.

The library's own updater confirms what it merely put into memory; killed at that moment, it would lose the update.
A chat that takes long holds no other up: Telegram tells of its update again until it is done, and we know it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.telegram.lines import Lines
from bot.telegram.pace import seconds_of
from core.only_one import ASKED_EVERY_SECONDS
from core.regularly import regularly

log = structlog.get_logger(__name__)

LISTEN_SECONDS = 25
FIRST_PAUSE_SECONDS = 0.5
STAND_BY_SECONDS = 5.0
"""How often somebody who stands by looks whether the one who listens is gone."""
LONGEST_PAUSE_SECONDS = 30.0
UNHURRIED_SECONDS = 1.0
"""So long the next poll waits for the updates in hand; then it looks what other chats have to say."""
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
TWO_LISTEN = (
    "Another process listens to Telegram with the same bot token, and only one may: stop that one, "
    "or set RITE_TELEGRAM_WEBHOOK_SECRET and let Telegram come to you. I try again."
)
WEBHOOK_SET = (
    "Somebody has set a webhook for this bot token, so I cannot listen: stop what uses it, "
    "then start me again to take it away. I try again."
)
STANDS_BY = "Another process of this installation listens to Telegram. I stand by, and listen when it ends."


class Turn(Protocol):
    """Whose turn it is to listen, among the processes of one installation."""

    async def is_ours(self) -> bool: ...

    async def let_go(self) -> None: ...


class Poller:
    def __init__(
        self,
        bot: Bot,
        hear: Callable[[Update], Awaitable[None]],
        turn: Turn,
        *,
        unhurried: float = UNHURRIED_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot, self._lines, self._sleep, self._unhurried = bot, Lines(hear), sleep, unhurried
        self._turn, self._stands_by = turn, False
        self._next = 0
        """One more than the newest update we were told of."""
        self._taken: set[int] = set()
        """Those we were told of and could not confirm yet, done or not."""

    async def run(self) -> None:
        """Listen until cancelled; trouble is waited out with growing pauses."""
        try:
            async with regularly(self._keep_turn, ASKED_EVERY_SECONDS, "whose turn it is to listen to telegram"):
                await self._listen()
        finally:
            await asyncio.shield(self._close())

    async def _listen(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                if not await self._is_our_turn():
                    await self._sleep(STAND_BY_SECONDS)
                    continue
                self._take(await self._told())
                await self._lines.rest(self._unhurried)
                pause = FIRST_PAUSE_SECONDS
            except RetryAfter as error:
                await self._sleep(seconds_of(error))
            except TelegramError as error:
                _say(error, pause)
                await self._sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _keep_turn(self) -> None:
        """A poll takes longer than a turn lasts."""
        if not self._stands_by:
            await self._turn.is_ours()

    async def _close(self) -> None:
        """Nothing is torn half way through a transaction, and the next one listens at once."""
        await self._lines.close()
        try:
            await self._turn.let_go()
        except Exception as error:
            log.info("the turn to listen is not let go", reason=f"{type(error).__name__}: {error}")

    async def _is_our_turn(self) -> bool:
        """While nobody can tell, it is not."""
        try:
            ours = await self._turn.is_ours()
        except Exception as error:
            log.warning("nobody knows who listens to telegram", reason=f"{type(error).__name__}: {error}")
            return False
        if not ours and not self._stands_by:
            log.warning(STANDS_BY)
        self._stands_by = not ours
        return ours

    async def _told(self) -> Sequence[Update]:
        """What is new, and what we could not confirm: asking for an update confirms all before it."""
        first = min(self._lines.in_hand, default=self._next)
        self._taken = {known for known in self._taken if known >= first}
        return await self._bot.get_updates(
            offset=first or None,
            timeout=LISTEN_SECONDS,
            read_timeout=LISTEN_SECONDS + 10,
            allowed_updates=KINDS,
        )

    def _take(self, updates: Sequence[Update]) -> None:
        for update in updates:
            if update.update_id not in self._taken:
                self._taken.add(update.update_id)
                self._lines.take(update)
                self._next = max(self._next, update.update_id + 1)


def _say(error: TelegramError, seconds: float) -> None:
    if isinstance(error, Conflict):
        said = WEBHOOK_SET if "webhook" in str(error).casefold() else TWO_LISTEN
        log.error(said, seconds=seconds)
    else:
        log.warning("telegram is out of reach", reason=str(error), seconds=seconds)
