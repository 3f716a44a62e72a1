"""Send hostile requests and judge what came of them: the answers, the log, and what stands in the chats afterwards."""

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import select

from core.background import run_task
from core.masking import spellings
from core.outbox import TaskRow
from fuzz.edges import Delivery, Edge
from fuzz.house import House, renewed

AT_ONCE = 8
INSIDES = re.compile(
    r"Traceback \(most recent|File \"/|\.py\", line|sqlalchemy\.|psycopg\.|sqlite3\.|<class '|object at 0x|KeyError\b"
)
"""What a person must never read."""
REFERENCE = re.compile(r"Something broke on my side")
MOST_DELIVERED = 200


@dataclass
class Figures:
    """What came of one edge."""

    edge: str
    requests: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    """By their hundreds."""
    broken: list[str] = field(default_factory=list)
    """5xx, with what was sent."""
    leaks: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    """Errors of ours in the log, by their last line."""
    slowest: float = 0.0
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.broken or self.leaks or self.faults)

    def line(self) -> str:
        two, three, four = (self.answers[hundred] for hundred in (2, 3, 4))
        return (
            f"{self.edge:<26}{self.requests:>8,}{two:>8,}{three:>7,}{four:>8,}{len(self.broken):>6}"
            f"{sum(self.faults.values()):>8}{len(self.leaks):>7}{self.slowest * 1000:>9,.0f} ms{self.seconds:>8,.0f} s"
        )


HEADING = f"{'edge':<26}{'sent':>8}{'2xx':>8}{'3xx':>7}{'4xx':>8}{'5xx':>6}{'faults':>8}{'leaks':>7}{'slowest':>12}"


class Heard:
    """A stream for the log that keeps the lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str) -> int:
        self.lines += [line for line in text.splitlines() if line.strip()]
        return len(text)

    def flush(self) -> None: ...

    def taken(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


async def fuzzed(house: House, name: str, edge: Edge, count: int, seed: int, heard: Heard) -> Figures:
    """`count` requests at one edge, and the judgement."""
    house = await renewed(house)
    chance, figures = random.Random(f"{seed} {name}"), Figures(name)  # noqa: S311 - the same seed, the same bodies
    secrets = spellings(house.services.settings.secrets)
    began = time.monotonic()
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        deliveries = [edge(house, chance, seed * 1_000_000 + number) for number in numbers]
        await asyncio.gather(*(_send(house, delivery, figures, secrets) for delivery in deliveries))
        if first % (AT_ONCE * 8) == 0:
            await _finish(house)
    await _settle(house)
    figures.leaks += [f"in chat: {text[:200]}" for text in await said_in_chats(house) if _tells(text, secrets)]
    for line in heard.taken():
        if any(secret in line for secret in secrets):
            figures.leaks.append(f"in the log: {line[:120]}")
        if fault := _fault(line):
            figures.faults[fault] += 1
    figures.seconds = time.monotonic() - began
    return figures


async def _send(house: House, delivery: Delivery, figures: Figures, secrets: tuple[str, ...]) -> None:
    transport = httpx.ASGITransport(house.web, raise_app_exceptions=False)
    began = time.monotonic()
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:9", verify=False) as client:  # noqa: S501 - nothing is encrypted
        answer = await client.request(
            delivery.method, delivery.path, content=delivery.body, headers=dict(delivery.headers or {}), timeout=60
        )
    figures.slowest = max(figures.slowest, time.monotonic() - began)
    figures.requests += 1
    figures.answers[answer.status_code // 100] += 1
    if answer.status_code >= 500:
        figures.broken.append(f"{answer.status_code} {delivery.method} {delivery.path} {delivery.body[:400]!r}")
    if _tells(answer.content[:200_000].decode("utf-8", "replace"), secrets):
        figures.leaks.append(f"in an answer: {delivery.path} {delivery.body[:200]!r}")


def _tells(text: str, secrets: tuple[str, ...]) -> bool:
    return bool(INSIDES.search(text)) or any(secret in text for secret in secrets)


def _fault(line: str) -> str:
    """The last line of a traceback in a log line of JSON; "" for a line without one."""
    try:
        told = json.loads(line)
    except ValueError:
        return ""
    if told.get("level") not in ("error", "critical") and "exception" not in told:
        return ""
    trace = str(told.get("exception", "")).strip().splitlines()
    where = [one.strip() for one in trace if one.strip().startswith("File") and "site-packages" not in one]
    return f"{told.get('event')}: {trace[-1][:160] if trace else ''} ({where[-1][-90:] if where else ''})"


async def _finish(house: House) -> None:
    """Until everything that was begun is done."""
    for kept in house.front._houses.values():
        door, listeners = getattr(kept, "_door", None), getattr(kept, "_listeners", None)
        if door is not None:
            await door.settle()
        if listeners is not None and hasattr(listeners, "settle"):
            await listeners.settle()


async def _settle(house: House) -> None:
    """The same, and what was to be told is told."""
    await _finish(house)
    services = house.services
    async with services.db.reading() as session:
        due = select(TaskRow.id).where(TaskRow.queue == "chat", TaskRow.dead_at.is_(None)).limit(MOST_DELIVERED)
        waiting = list((await session.execute(due)).scalars())
    for task in waiting:
        await run_task(services, house.front.bodies, task)


async def said_in_chats(house: House) -> list[str]:
    """Every text of ours that people can read now."""
    state = await house.sandbox.state()
    return [text for text in _texts({"slack": state["slack"], "telegram": state["telegram"]}) if len(text) > 3]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
