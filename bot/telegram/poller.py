"""Long polling that confirms an update only after it was worked on.

The library's own updater confirms what it merely put into memory; killed at that moment, it would lose the update.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence

import structlog
from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError

log = structlog.get_logger(__name__)

LISTEN_SECONDS = 25
LONGEST_PAUSE_SECONDS = 30.0
KINDS = ["message", "callback_query", "my_chat_member"]


class Poller:
    def __init__(self, bot: Bot, hear: Callable[[Update], Awaitable[None]]) -> None:
        self._bot, self._hear = bot, hear
        self._next = 0

    async def run(self) -> None:
        """Listen until cancelled; trouble is waited out with growing pauses."""
        pause = 0.5
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset=self._next or None,
                    timeout=LISTEN_SECONDS,
                    read_timeout=LISTEN_SECONDS + 10,
                    allowed_updates=KINDS,
                )
                await _to_its_end(self._work(updates))
                pause = 0.5
            except RetryAfter as error:
                await asyncio.sleep(float(error.retry_after if isinstance(error.retry_after, int) else 5))
            except TelegramError as error:
                log.warning("telegram is out of reach", reason=str(error), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _work(self, updates: Sequence[Update]) -> None:
        """In order within a chat, side by side across chats."""
        by_chat: dict[int, list[Update]] = defaultdict(list)
        for update in updates:
            by_chat[update.effective_chat.id if update.effective_chat else 0].append(update)
        await asyncio.gather(*(self._in_order(own) for own in by_chat.values()))
        if updates:
            self._next = updates[-1].update_id + 1

    async def _in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            try:
                await self._hear(update)
            except Exception as error:
                log.error("an update was not worked on", update=update.update_id, exc_info=error)


async def _to_its_end(work: Coroutine[None, None, None]) -> None:
    """What was begun is finished before a stop takes effect: nothing is torn half way through a transaction."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
