"""Updates of one chat are worked on one after the other, those of different chats side by side.

Telegram delivers at least once: an update that is in hand already is not begun a second time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from telegram import Update

log = structlog.get_logger(__name__)


class Lines:
    def __init__(self, hear: Callable[[Update], Awaitable[None]]) -> None:
        self._hear = hear
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._last: dict[int, asyncio.Task[None]] = {}
        """The end of each chat's line."""
        self._closed = False

    @property
    def in_hand(self) -> frozenset[int]:
        """Ids of updates that are not worked on to their end."""
        return frozenset(self._in_hand)

    def take(self, update: Update) -> asyncio.Task[None]:
        """Put an update at the end of its chat's line; the task ends with its work and never raises."""
        known = self._in_hand.get(update.update_id)
        if known is not None:
            return known
        chat = update.effective_chat.id if update.effective_chat else 0
        task = asyncio.create_task(self._work(self._last.get(chat), update))
        self._in_hand[update.update_id] = self._last[chat] = task
        task.add_done_callback(partial(self._done, update.update_id, chat))
        return task

    async def rest(self, seconds: float) -> None:
        """Until nothing is in hand, or so long."""
        if self._in_hand:
            await asyncio.wait(list(self._in_hand.values()), timeout=seconds)

    async def close(self) -> None:
        """What was begun is finished, what stands in line is not begun: Telegram will deliver it again."""
        self._closed = True
        while self._in_hand:
            await asyncio.wait(list(self._in_hand.values()))

    async def _work(self, before: asyncio.Task[None] | None, update: Update) -> None:
        if before is not None:
            await asyncio.wait([before])
        if self._closed:
            return
        try:
            await self._hear(update)
        except Exception as error:
            log.error("an update was not worked on", update=update.update_id, exc_info=error)

    def _done(self, update_id: int, chat: int, task: asyncio.Task[None]) -> None:
        self._in_hand.pop(update_id, None)
        if self._last.get(chat) is task:
            del self._last[chat]
