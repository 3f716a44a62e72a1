"""How fast we speak in Telegram: a message a second in each chat, twenty a minute in a group, thirty a second in all.

Each chat is a line: what goes to it goes in order, and whoever has to wait there holds no other chat up. A short wait
is slept through, a long one is handed back, and the work comes again when it may. Edits are no messages: they only
stand in line, and count among all.
"""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from core.clock import steady_seconds
from core.errors import RateLimited

AT_ONCE = 4
"""So many may follow each other in a chat: Telegram bears short bursts, and a picture with its card are two."""
IN_GROUP, GROUP_SECONDS = 20, 60.0
AMONG_ALL, ALL_SECONDS = 30, 1.0
PATIENCE_SECONDS = 5.0
"""A longer wait is handed back."""
TRIES = 3
MOST_REMEMBERED = 10_000
NO_MESSAGES = ("sendChatAction",)
PUTS_MESSAGES = ("send", "copy", "forward")
"""How the methods begin that put a message into a chat."""
ALBUM = "sendMediaGroup"
COUNTED = (*PUTS_MESSAGES, "edit")


_following: ContextVar[int] = ContextVar("how many messages follow this one at once", default=0)
_begun: ContextVar[bool] = ContextVar("whether this message is the rest of what was begun", default=False)


@contextmanager
def followed_by(messages: int) -> Iterator[None]:
    """What leaves within waits until there is room for so many more after it: a picture whose words follow."""
    before = _following.set(messages)
    try:
        yield
    finally:
        _following.reset(before)


@contextmanager
def begun() -> Iterator[None]:
    """What leaves within is the rest of a card whose beginning is there: it waits as long as it takes."""
    before = _begun.set(True)
    try:
        yield
    finally:
        _begun.reset(before)


class _Line:
    """One chat: who waits for it, and how much was said."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.standing = 0
        self.due = 0.0
        """When the chat would be even with its average if nothing more were said."""
        self.said: deque[float] = deque(maxlen=IN_GROUP)
        self.closed = 0.0
        """Until when Telegram takes nothing for it."""

    def is_even(self, now: float) -> bool:
        over = not self.said or self.said[-1] + GROUP_SECONDS < now
        return over and not self.lock.locked() and max(self.due, self.closed) < now


class Pace:
    """One process's speed. `per_second` messages in each chat on average; all else in proportion."""

    def __init__(
        self,
        per_second: float = 1.0,
        *,
        ticking: Callable[[], float] = steady_seconds,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._apart, self._minute, self._second = 1 / per_second, GROUP_SECONDS / per_second, ALL_SECONDS / per_second
        self._ticking, self._sleep = ticking, sleep
        self._lines: dict[str, _Line] = {}
        self._among_all: deque[float] = deque(maxlen=AMONG_ALL)

    @asynccontextmanager
    async def line(self, chat: str, messages: int) -> AsyncIterator[None]:
        """To be held around `turn` and the call itself: that keeps the order. Raises RateLimited for a long line."""
        line = self._line(chat)
        wait = line.standing * self._apart
        if messages and wait > _patience():
            raise RateLimited("Telegram asks me to slow down.", after=timedelta(seconds=wait))
        line.standing += messages
        try:
            async with line.lock:
                yield
        finally:
            line.standing -= messages

    async def turn(self, chat: str, messages: int) -> None:
        """Wait until this call may leave, which puts so many messages into the chat; an edit puts none.

        Raises RateLimited when that is long.
        """
        line, now, more = self._line(chat), self._ticking(), _following.get()
        at = max(now, line.closed)
        if messages:
            at = max(at, line.due - (AT_ONCE - 1 - more) * self._apart)
            if _is_group(chat):
                at = max(at, _free(line.said, IN_GROUP, messages + more, self._minute))
        wait = max(at, self._free_among_all(now, messages)) - now
        if wait > _patience():
            raise RateLimited("Telegram asks me to slow down.", after=timedelta(seconds=wait))
        if at > now:
            await self._sleep(at - now)
        await self._turn_among_all(messages)
        if messages:
            now = self._ticking()
            line.due = max(line.due, now) + self._apart  # an album is one of them, and several of a group's minute
            line.said.extend([now] * messages)

    async def _turn_among_all(self, messages: int) -> None:
        """First come, first served; nobody waits here for a chat."""
        now = self._ticking()
        at = self._free_among_all(now, messages)
        self._among_all.extend([at] * max(1, messages))
        if at > now:
            await self._sleep(at - now)

    def _free_among_all(self, now: float, messages: int) -> float:
        latest = self._among_all[-1] if self._among_all else now
        return max(now, latest, _free(self._among_all, AMONG_ALL, max(1, messages), self._second))

    def put_off(self, chat: str, seconds: float) -> None:
        """Telegram said how long it takes nothing more for this chat."""
        self._line(chat).closed = self._ticking() + seconds

    def _line(self, chat: str) -> _Line:
        if chat not in self._lines and len(self._lines) >= MOST_REMEMBERED:
            now = self._ticking()
            self._lines = {known: line for known, line in self._lines.items() if not line.is_even(now)}
        return self._lines.setdefault(chat, _Line())


class PacedCalls(BaseRateLimiter[int]):
    """Stands between the library and the network. The library's own limiter stops every chat when one is too fast."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def process_request(
        self,
        callback: Callable[..., Awaitable[Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Raises RateLimited when the chat is closed for long."""
        chat = str(data.get("chat_id") or "")
        if not chat or not endpoint.startswith(COUNTED) or endpoint in NO_MESSAGES:
            return await callback(*args, **kwargs)
        messages = _messages(endpoint, data)
        async with self._pace.line(chat, messages):
            for _ in range(TRIES - 1):
                await self._pace.turn(chat, messages)
                try:
                    return await callback(*args, **kwargs)
                except RetryAfter as error:
                    self._pace.put_off(chat, seconds_of(error))
            await self._pace.turn(chat, messages)
            return await callback(*args, **kwargs)


def _patience() -> float:
    return math.inf if _begun.get() else PATIENCE_SECONDS


def _free(taken: deque[float], most: int, more: int, seconds: float) -> float:
    """From when on `more` fit in, where there may be at most so many within so many seconds."""
    leaves = len(taken) + more - most
    return taken[leaves - 1] + seconds if leaves > 0 else 0.0


def _messages(endpoint: str, data: dict[str, Any]) -> int:
    """How many messages a call puts into its chat; every picture of an album is one."""
    if not endpoint.startswith(PUTS_MESSAGES):
        return 0
    return len(data["media"]) if endpoint == ALBUM else 1


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _is_group(chat: str) -> bool:
    return chat.startswith(("-", "@"))
