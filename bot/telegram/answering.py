"""Telegram's and the network's answers in our words."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.houses import Gone, Unanswered
from bot.telegram.pace import seconds_of
from core.database import outside_transaction
from core.errors import NetworkTrouble, RateLimited

T = TypeVar("T")

UNCHANGED = "message is not modified"
LOST = (
    "message to edit not found",
    "message can't be edited",
    "chat not found",
    "message to delete not found",
    "rights to send",
)
TOPIC_LOST = ("message thread not found", "topic_closed", "topic_deleted")
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


async def translated(call: Callable[[], Awaitable[T]]) -> T:
    """Raises RateLimited, Gone, Unanswered, NetworkTrouble; what we do not know is our bug and passes through."""
    outside_transaction()
    try:
        return await call()
    except RetryAfter as error:
        after = timedelta(seconds=seconds_of(error))
        raise RateLimited("Telegram asks me to slow down.", after=after) from error
    except ChatMigrated as error:
        raise Gone(str(error), moved_to=str(error.new_chat_id)) from error
    except Forbidden as error:
        raise Gone(str(error)) from error
    except BadRequest as error:
        if any(text in str(error).casefold() for text in TOPIC_LOST):
            raise Gone(str(error), topic_only=True) from error
        if any(text in str(error).casefold() for text in LOST):
            raise Gone(str(error)) from error
        raise
    except NetworkError as error:  # a time-out is one, too
        if isinstance(error.__cause__, NEVER_LEFT):
            raise NetworkTrouble("Telegram could not be reached.") from error
        raise Unanswered("Telegram did not answer.") from error


async def edited(call: Callable[[], Awaitable[object]]) -> None:
    """An edit that changes nothing is a success."""
    try:
        await translated(call)
    except BadRequest as error:
        if UNCHANGED not in str(error).casefold():
            raise
