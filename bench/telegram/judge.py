"""A Telegram that counts as its documentation says, by the same clockwork, and refuses what comes too fast.

Thirty messages in any second, twenty in any minute of a group, one a second in a chat with short bursts. The numbers
are written anew here: whoever judges does not ask the judged.
"""

import json
from collections import defaultdict, deque
from typing import Any

from telegram.request import BaseRequest, RequestData

from bench.telegram.clockwork import Clockwork

AMONG_ALL, A_SECOND = 30, 1.0
IN_GROUP, A_MINUTE = 20, 60.0
BURST = 4
ON_THE_WAY_SECONDS = 0.04
"""From a call to its answer."""
ALBUM = "sendMediaGroup"


class Judge(BaseRequest):
    """What python-telegram-bot calls instead of the network."""

    def __init__(self, time: Clockwork) -> None:
        self._time = time
        self._all: deque[float] = deque(maxlen=AMONG_ALL)
        self._minutes: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=IN_GROUP))
        self._even: dict[str, float] = {}
        """When a chat would be even with a message a second."""
        self.refused = 0
        self.took: dict[str, list[tuple[float, str]]] = defaultdict(list)
        """By chat: when each message came, and what it says."""

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        called, given = url.rsplit("/", 1)[-1], dict(request_data.parameters) if request_data else {}
        if called == "getMe":
            return _ok({"id": 1, "is_bot": True, "first_name": "Rite", "username": "rite_bot"})
        if not called.startswith("send"):
            return _ok(True)
        chat = str(given["chat_id"])
        media = given.get("media")
        messages = len(media) if isinstance(media, list) else 1
        wait = self._too_fast_by(chat, messages)
        if wait > 0:
            self.refused += 1
            return 429, json.dumps(
                {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
            ).encode()
        self._count(chat, messages, str(given.get("text") or ""))
        await self._time.sleep(ON_THE_WAY_SECONDS)
        sent = [_message(chat, number) for number in range(messages)]
        return _ok(sent if called == ALBUM else sent[0])

    def _too_fast_by(self, chat: str, messages: int) -> float:
        """Seconds, 0 for what is in time."""
        now = self._time.now
        free = [self._even.get(chat, now) - (BURST - 1), _free(self._all, messages, A_SECOND)]
        if chat.startswith("-"):
            free.append(_free(self._minutes[chat], messages, A_MINUTE))
        return max(0.0, max(free) - now - 1e-6)

    def _count(self, chat: str, messages: int, text: str) -> None:
        now = self._time.now
        self._all.extend([now] * messages)
        self._minutes[chat].extend([now] * messages)
        self._even[chat] = max(self._even.get(chat, now), now) + 1
        self.took[chat] += [(now, text)] * messages


def least_seconds(chats: int, each: int, *, calls: int, groups: bool) -> float:
    """From the first message to the last, when each of so many chats gets so many messages in so many calls."""
    among_all = (chats * each - 1) // AMONG_ALL * A_SECOND
    in_a_chat = max(0.0, calls - BURST)
    in_a_group = (each - 1) // IN_GROUP * A_MINUTE if groups else 0.0
    return max(among_all, in_a_chat, in_a_group)


def _free(taken: deque[float], messages: int, seconds: float) -> float:
    over = len(taken) + messages - (taken.maxlen or 0)
    return taken[over - 1] + seconds if over > 0 else 0.0


def _message(chat: str, number: int) -> dict[str, Any]:
    kind = "supergroup" if chat.startswith("-") else "private"
    return {"message_id": number + 1, "date": 0, "chat": {"id": int(chat), "type": kind, "title": "Crew"}}


def _ok(result: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()
