"""Presses at a steady pace, whether earlier ones were answered or not, and how long each answer took.

Requests are written by hand on a fresh connection each: what is measured is the service, not an HTTP library.
"""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.spread import Spread

PATIENCE_SECONDS = 60.0
PATH = "/slack/events"


@dataclass(frozen=True)
class Door:
    """Where Slack's deliveries go, and the secret that signs them."""

    port: int
    secret: str

    def request(self, payload: str) -> bytes:
        """An interaction as Slack sends it, signed for this very moment."""
        body = urlencode({"payload": payload}).encode()
        stamp = str(int(time.time()))
        seal = hmac.new(self.secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        head = (
            f"POST {PATH} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\nconnection: close\r\n"
            f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n"
            f"x-slack-request-timestamp: {stamp}\r\nx-slack-signature: v0={seal}\r\n\r\n"
        )
        return head.encode() + body


async def press_all(doors: Mapping[str, Door], payloads: Sequence[str], a_second: float) -> dict[str, Spread]:
    """Every payload at every door, the doors in the same seconds and never at the same instant.

    Raises AssertionError when a press was not acknowledged.
    """
    step = 1 / a_second
    began = asyncio.get_running_loop().time() + step
    plan = [
        (began + step * (number + place / len(doors)), name, payload)
        for number, payload in enumerate(payloads)
        for place, name in enumerate(doors)
    ]
    under_way = []
    for moment, name, payload in plan:
        await asyncio.sleep(max(0.0, moment - asyncio.get_running_loop().time()))
        under_way.append((name, asyncio.create_task(_press(doors[name], payload))))
    took: dict[str, list[float]] = {name: [] for name in doors}
    for name, task in under_way:
        took[name].append(await task)
    return {name: Spread.of(seconds) for name, seconds in took.items()}


async def _press(door: Door, payload: str) -> float:
    """Seconds from the request's first byte to the answer's status."""
    request = door.request(payload)
    began = time.perf_counter()
    async with asyncio.timeout(PATIENCE_SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(request)
        status = await reader.readline()
        seconds = time.perf_counter() - began
        writer.close()
    if b" 200 " not in status:
        raise AssertionError(f"A press was not acknowledged: {status.decode().strip() or 'no answer'}.")
    return seconds
