"""What a press does, as the tables of presses hold it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.speaker import Speaker
from bot.tokens import Token

Deed = Callable[[AsyncSession, Speaker, Token, datetime], Awaitable[str]]
"""Does one thing in the caller's transaction and returns the sentence for the one who pressed."""
