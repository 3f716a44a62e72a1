"""Killed or stopped at any moment and started again, Rite loses no event, no approval, no post, and doubles nothing."""

import asyncio
import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from campaign import ANNOUNCEMENT, InSlack, InTelegram, days_from_now, newest, until
from process_stage import STARTS_WITHIN_SECONDS, Environment, Running, Start, answers, environment, run
from redis import Redis
from sqlalchemy import text
from stages.browser import consent
from stages.messages import transcript
from stages.world import Sandbox

from core.database import open_engine
from provision.throwaway import free_port

KILLS = 5
SEED = 20261122
KILN, TIDE, MOSS = "Kiln Opening", "Tide Session", "Moss Quartet"
"""Created in Slack and approved in Telegram, the other way round, and never approved."""


class House:
    """The processes of one way to run Rite, and somebody who kills them."""

    def __init__(self, start: Start, words: tuple[str, ...], environ: Environment, seed: int) -> None:
        self._start, self._environ = start, environ
        self._random = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
        self._running: dict[str, Running] = {word: start([word], environ) for word in words}
        self.deaths: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return self._environ["RITE_PUBLIC_URL"]

    async def ready(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not await asyncio.to_thread(answers, f"{self.url}/readyz"):
            for word, running in self._running.items():
                assert running.process.poll() is None, f"{word} ended by itself:\n{running.printed}"
            assert time.monotonic() < deadline, "it never became ready"
            await asyncio.sleep(0.1)

    async def kill_at_random(self) -> None:
        """Mostly a moment after it was ready, sometimes while it is still starting."""
        for _ in range(KILLS):
            if self._random.random() < 0.8:
                await self.ready()
            await asyncio.sleep(self._random.uniform(0.05, 1.8))
            word = self._random.choice(sorted(self._running))
            if self._random.random() < 0.5:
                self._running[word].kill()
            else:
                ended = await asyncio.to_thread(self._running[word].stop, signal.SIGTERM)
                assert ended in (0, -signal.SIGTERM), f"{word} did not stop well:\n{self._running[word].printed}"
            self.deaths[word] += 1
            self._running[word] = self._start([word], self._environ)

    def printed(self) -> str:
        return "\n".join(running.printed[-3000:] for running in self._running.values())


@pytest.mark.thorough("postgres")
async def test_killing_any_process_at_any_moment_loses_nothing(
    backing: tuple[str, str | None], sandbox_server: Sandbox, start: Start, tmp_path: Path
) -> None:
    database, redis = backing
    port = free_port()
    environ = environment(sandbox_server, database, redis, tmp_path, port)
    if redis is not None:
        Redis.from_url(redis).flushdb()
    await sandbox_server.reset(datetime.now(UTC), environ["RITE_PUBLIC_URL"])
    await sandbox_server.do("instagram/settings", ripening_seconds=0.5)
    house = House(start, ("up",) if redis is None else ("web", "worker", "clock"), environ, SEED)
    slack, telegram = InSlack(sandbox_server), InTelegram(sandbox_server)
    try:
        await house.ready()
        await connect(slack)
        invited = await asyncio.to_thread(run, ["invite", "--role", "owner"], environ, tmp_path)
        await telegram.arrive(invited.stdout.split("/start ")[1].split()[0])

        killer = asyncio.create_task(house.kill_at_random())
        await asyncio.gather(created_in_slack(slack, telegram), created_in_telegram(slack, telegram))
        await killer
        await everything_is_true(slack, database, sandbox_server)
        assert house.deaths.total() == KILLS
    except AssertionError as error:
        raise AssertionError(f"{error}\n{await state_of(slack, database)}\n{house.printed()}") from error
    finally:
        await sandbox_server.leave()


async def connect(slack: InSlack) -> None:
    await slack.stage.command("connect")
    card = await slack.stage.sees("Connect", button="Connect, about a minute")
    page = await consent(card.links["Connect, about a minute"])
    assert "is connected" in page.text


async def created_in_slack(slack: InSlack, telegram: InTelegram) -> None:
    await slack.new_event(KILN, days_from_now(9))
    await slack.new_event(MOSS, days_from_now(9))
    await telegram.sees(KILN, "drafts wait for a yes", button="Approve all")
    await telegram.press("Approve all", KILN)
    await telegram.press("Post now", ANNOUNCEMENT, KILN)


async def created_in_telegram(slack: InSlack, telegram: InTelegram) -> None:
    await telegram.new_event(TIDE, days_from_now(9))
    await slack.press("Approve all", TIDE, "drafts wait for a yes")
    await slack.press("Post now", ANNOUNCEMENT, TIDE)


async def everything_is_true(slack: InSlack, database: str, sandbox: Sandbox) -> None:
    """What the chat shows, what Instagram has and what the database says are one and the same."""
    for name in (KILN, TIDE):
        await shows(slack, "Live.", f"{ANNOUNCEMENT} · {name}")
        await shows(slack, "Approved by Ada", f"Tonight · {name}")
    await shows(slack, "Waits for one yes", f"{ANNOUNCEMENT} · {MOSS}")

    live = await sandbox.published()
    assert Counter(name for medium in live for name in (KILN, TIDE, MOSS) if name in medium["caption"]) == Counter(
        {KILN: 1, TIDE: 1}
    )
    stored = await rows(database, "SELECT name FROM events ORDER BY name")
    assert [name for (name,) in stored] == sorted((KILN, TIDE, MOSS))
    states = await rows(
        database,
        "SELECT e.name, p.status, p.media_id FROM posts p"
        " JOIN campaigns c ON c.id = p.campaign_id JOIN events e ON e.id = c.event_id",
    )
    assert {media_id for _, status, media_id in states if status == "published"} == {medium["id"] for medium in live}
    assert Counter(status for name, status, _ in states if name != MOSS) == Counter(
        {"published": 2, "scheduled": len([name for name, *_ in states if name != MOSS]) - 2}
    )
    assert {status for name, status, _ in states if name == MOSS} == {"in_review"}
    assert await rows(database, "SELECT name, last_error FROM tasks WHERE dead_at IS NOT NULL") == []


async def shows(slack: InSlack, state: str, title: str) -> None:
    """The card with this title says so."""

    async def shown() -> bool:
        card = await newest(slack.stage, title)
        return card is not None and card.shows(state)

    await until(shown, f"the card {title} with the words {state}")


async def state_of(slack: InSlack, database: str) -> str:
    """What is shown and what is stored, for a failing test to tell."""
    queries = (
        "SELECT phase, status, next_at, lease_until, sends, last_error FROM posts",
        "SELECT name, attempt, next_at, lease_until, rung_at, dead_at, last_error FROM tasks",
        "SELECT at, step, outcome FROM publish_calls ORDER BY at",
    )
    stored = [str(row) for query in queries for row in await rows(database, query)]
    return "\n".join([transcript(await slack.stage.messages()), *stored])


async def rows(database: str, query: str) -> list[tuple[str, ...]]:
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            return [tuple(row) for row in (await connection.execute(text(query))).all()]
    finally:
        await engine.dispose()
