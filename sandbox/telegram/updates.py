"""The queue of updates and the long poll: numbered by one, confirmed by offset, kept for 24 hours."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.telegram.refusal import conflict

KEPT_FOR = timedelta(hours=24)
FIRST_UPDATE_ID = 700_000_001
MOST_AT_ONCE = 100
LONGEST_POLL_SECONDS = 50
REMEMBERED = 1000

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds a bot gets only when it names them."""


@dataclass(frozen=True)
class Update:
    """One update; lane is what must arrive in order (a chat, or the person who pressed)."""

    id: int
    kind: str
    payload: dict[str, Any]
    lane: str
    made_at: datetime

    def wire(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """What the bot has yet to be told. allowed=None stands for the platform's default kinds."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.allowed: frozenset[str] | None = None
        self.on_new: Callable[[], None] = lambda: None
        self.on_made: Callable[[Update], None] = lambda _: None
        self._next_id = FIRST_UPDATE_ID
        self._waiter: asyncio.Future[None] | None = None
        self.clear()

    @property
    def polled(self) -> bool:
        """Whether a poll waits right now."""
        return self._waiter is not None

    def clear(self) -> None:
        """Forget everything that waits. Numbers go on, so that a running poller misses nothing afterwards."""
        self._pending: list[Update] = []
        self._again: list[Update] = []
        self._made: deque[Update] = deque(maxlen=REMEMBERED)

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds the bot wants; none means the default again."""
        self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: dict[str, Any], lane: str) -> int | None:
        """Queue an update and give its id; None when the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST
        if not wanted:
            return None
        update = Update(self._next_id, kind, payload, lane, self._now())
        self._next_id += 1
        self._pending.append(update)
        self._made.append(update)
        self.on_made(update)
        self._wake()
        return update.id

    def made(self, update_id: int) -> Update | None:
        """An update of the recent past, delivered or not."""
        return next((one for one in self._made if one.id == update_id), None)

    def hand_out_again(self, update: Update) -> None:
        """Give a poller an update it has confirmed already, as the platform may do."""
        self._again.append(update)
        self._wake()

    def pending(self) -> list[Update]:
        """What still waits, oldest first; what is too old is dropped."""
        oldest = self._now() - KEPT_FOR
        self._pending = [one for one in self._pending if one.made_at >= oldest]
        return self._pending

    def drop(self) -> None:
        """Forget what waits, undelivered."""
        self._pending = []

    def done(self, update: Update) -> None:
        if update in self._pending:
            self._pending.remove(update)

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Update]:
        """Wait for updates from offset on, at most timeout seconds. Raises Refusal 409 when another poll begins."""
        self._confirm(offset)
        if self._again or self.pending() or timeout <= 0:
            return self._take(limit)
        self.stop_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, timeout)
        except TimeoutError:
            return []
        finally:
            if self._waiter is waiter:
                self._waiter = None
        return self._take(limit)

    def stop_poll(self, reason: str) -> None:
        """End a poll that waits, with a conflict."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_exception(conflict(reason))
        self._waiter = None

    def end_poll(self) -> None:
        """End a poll that waits, with nothing: the sandbox closes."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
        self._waiter = None

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
        self.on_new()

    def _confirm(self, offset: int) -> None:
        pending = self.pending()
        if offset < 0:
            self._pending = pending[offset:]
        elif offset > 0:
            self._pending = [one for one in pending if one.id >= offset]

    def _take(self, limit: int) -> list[Update]:
        again, self._again = self._again, []
        return [*again, *self.pending()][:limit]


WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
