"""Carrying updates to the service: in order per lane, with the secret header, again and again until taken."""

import asyncio
import json
from typing import Any

import httpx

from sandbox.telegram.updates import Update, Updates
from sandbox.world import World

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 3.0
"""The platform waits up to minutes; here nobody wants to wait that long. Retry-After is cut to this as well."""
ANSWER_WITHIN_SECONDS = 60.0
DEFAULT_CONNECTIONS = 40


class Webhook:
    """The service's address, once set, and the deliveries on their way to it."""

    def __init__(self, world: World, updates: Updates) -> None:
        self._world = world
        self._updates = updates
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._repeats: set[asyncio.Task[float | None]] = set()
        updates.on_new = self.carry
        self._forget()

    def _forget(self) -> None:
        self.url = ""
        self.secret = ""
        self.connections = DEFAULT_CONNECTIONS
        self.address = ""
        self._last_error: dict[str, Any] = {}
        self._turn = asyncio.Semaphore(DEFAULT_CONNECTIONS)

    async def set(self, url: str, secret: str, connections: int, address: str) -> None:
        """Deliver to this address from now on; an empty one ends deliveries. What waits is kept."""
        await self.halt()
        self._forget()
        self.url, self.secret, self.connections, self.address = url, secret, connections, address
        self._turn = asyncio.Semaphore(connections)
        self.carry()

    async def halt(self) -> None:
        """Stop deliveries that are under way."""
        tasks = [*self._lanes.values(), *self._repeats]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()
        self._repeats.clear()

    def info(self) -> dict[str, Any]:
        """The WebhookInfo object."""
        fields: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending()),
        }
        if self.url:
            fields |= {"max_connections": self.connections, "ip_address": self.address or "127.0.0.1"}
        if self._updates.allowed:
            fields["allowed_updates"] = sorted(self._updates.allowed)
        return fields | self._last_error

    def carry(self) -> None:
        """See to it that every lane with something in it has somebody who carries it."""
        if not self.url:
            return
        for lane in {update.lane for update in self._updates.pending()} - set(self._lanes):
            self._lanes[lane] = asyncio.create_task(self._drain(lane))

    def repeat(self, update: Update) -> None:
        """Deliver an update once more, whatever became of it."""
        task = asyncio.create_task(self._once(update))
        self._repeats.add(task)
        task.add_done_callback(self._repeats.discard)

    async def _drain(self, lane: str) -> None:
        try:
            while update := next((one for one in self._updates.pending() if one.lane == lane), None):
                await self._until_taken(update)
        finally:
            if self._lanes.get(lane) is asyncio.current_task():
                del self._lanes[lane]

    async def _until_taken(self, update: Update) -> None:
        delay = FIRST_DELAY_SECONDS
        while update in self._updates.pending():
            asked = await self._once(update)
            if asked is None:
                self._updates.done(update)
                return
            await asyncio.sleep(min(asked or delay, LONGEST_DELAY_SECONDS))
            delay *= 2

    async def _once(self, update: Update) -> float | None:
        """None when the service took it, else the seconds it asked for, 0 for none."""
        headers = {"content-type": "application/json"}
        if self.secret:
            headers["x-telegram-bot-api-secret-token"] = self.secret
        body = json.dumps(update.wire(), ensure_ascii=False).encode()
        async with self._turn:
            try:
                answer = await self._world.deliver(
                    "telegram", self.url, content=body, headers=headers, timeout=ANSWER_WITHIN_SECONDS
                )
            except httpx.HTTPError as error:
                return self._failed(f"Connection failed: {error or type(error).__name__}")
        if answer.is_success:
            return None
        wish = answer.headers.get("retry-after", "")
        words = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        return self._failed(words, float(wish) if wish.isdecimal() else 0.0)

    def _failed(self, words: str, wait: float = 0.0) -> float:
        when = int(self._world.clock.now().timestamp())
        self._last_error = {"last_error_date": when, "last_error_message": words}
        return wait
