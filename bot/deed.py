"""What a press does, as the tables of presses hold it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.speaker import Speaker
from bot.tokens import Token

Deed = Callable[[AsyncSession, Speaker, Token, datetime], Awaitable[str | Card]]
"""Does one thing in the caller's transaction and returns the sentence, or the card, for the one who pressed."""
