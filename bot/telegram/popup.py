"""The one answer that Telegram takes for a press.

A button spins until it is there, so it comes before anything else is said and done, and soon in any case: nobody knows
how long the work takes. What is to be told later than that is told as a message.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram import Bot
from telegram.constants import CallbackQueryLimit
from telegram.error import TelegramError

log = structlog.get_logger(__name__)

LONGEST = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
SOON_SECONDS = 1.0
"""So long a press may spin for the sake of a pop-up with words."""


class Popup:
    def __init__(self, bot: Bot, query_id: str) -> None:
        self._bot, self._query_id, self._given = bot, query_id, False

    async def says(self, text: str) -> bool:
        """Show these words; False when they do not fit, or the press was answered already."""
        if self._given or len(text) > LONGEST:
            return False
        await self._give(text)
        return True

    async def is_over(self) -> None:
        """Let the button rest: whatever comes now comes as a message."""
        if not self._given:
            await self._give("")

    @asynccontextmanager
    async def soon(self, seconds: float) -> AsyncIterator[None]:
        """Whatever is done meanwhile, the press is answered after so long; at the end at the latest."""
        spinning = asyncio.create_task(self._after(seconds))
        try:
            yield
            await self.is_over()
        finally:
            spinning.cancel()
            await asyncio.gather(spinning, return_exceptions=True)

    async def _after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await asyncio.shield(self.is_over())

    async def _give(self, text: str) -> None:
        """Answers to old presses are refused: that is fine."""
        self._given = True
        try:
            await self._bot.answer_callback_query(self._query_id, text or None, show_alert=bool(text))
        except TelegramError as error:
            log.debug("press was answered already", reason=str(error))
