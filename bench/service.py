"""Rite as production runs it, process by process, with the sandbox as its world."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from bench.processes import Running, python, started
from core.settings import Settings
from provision.throwaway import free_port

KEYS = "k1:" + "A" * 43 + "="
NO_CEILING = 1_000_000
"""Calls per account and hour of our own caution: a benchmark spends a day's in a minute."""


@dataclass(frozen=True)
class World:
    """A served sandbox, driven over HTTP like by anybody else."""

    url: str
    running: Running

    def do(self, path: str, **wish: Any) -> Any:
        answer = httpx.post(f"{self.url}/control/{path}", json=wish, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def about(self) -> dict[str, Any]:
        """Who lives there, and the credentials a service needs to be at home."""
        found: dict[str, Any] = httpx.get(f"{self.url}/control/world", timeout=60).json()
        return found

    def crowd(self, count: int) -> list[dict[str, Any]]:
        """So many accounts, as if each had signed in; their day has room for everything."""
        self.do("instagram/settings", quota_total=NO_CEILING, containers_per_day=NO_CEILING)
        found: list[dict[str, Any]] = self.do("instagram/crowd", count=count)
        return found

    def live(self) -> dict[str, datetime]:
        """What is live, by its caption, and when Instagram's books say it went live."""
        books = httpx.get(f"{self.url}/control/instagram/books", timeout=120).json()
        return {medium["caption"]: datetime.fromisoformat(medium["timestamp"]) for medium in books["media"]}


@dataclass(frozen=True)
class Stage:
    """Where everything is, and how a process of Rite is told so."""

    world: World
    folder: Path
    environment: Mapping[str, str]

    @property
    def settings(self) -> Settings:
        """The same settings for what the benchmark itself opens."""
        named = {
            str(field.validation_alias.choices[0]): name  # type: ignore[union-attr]  # every setting has its public name
            for name, field in Settings.model_fields.items()
        }
        values: dict[str, Any] = {named[key]: value for key, value in self.environment.items()}
        return Settings(_env_file=None, **values)

    @contextmanager
    def rite(self, *words: str) -> Iterator[list[Running]]:
        """`rite web`, `rite worker`, `rite clock`, each word a process of its own; all of them run in the block."""
        with ExitStack() as stack:
            processes = [stack.enter_context(self._started(word, place)) for place, word in enumerate(words, start=1)]
            for one in processes:
                one.wait_until(partial(_says_running, one.printed), "running")
            yield processes

    def _started(self, word: str, place: int) -> AbstractContextManager[Running]:
        command = python("-m", "rite", word)
        # in a folder of its own, where no .env of the checkout is read
        return started(f"{word} {place}", command, self.folder, self.environment, cwd=self.folder)


@contextmanager
def staged(
    database_url: str, redis_url: str | None, folder: Path, *, slack: bool = False, **more: str
) -> Iterator[Stage]:
    """A sandbox in a process of its own; `more` are further settings by their public names.

    slack: at home there, too.
    """
    port, web = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    command = python("-m", "sandbox", "--port", str(port), "--service", f"http://127.0.0.1:{web}")
    with ExitStack() as stack:
        running = stack.enter_context(started("sandbox", command, folder, {}))
        running.wait_until(lambda: _answers(f"{url}/control/world"), "answering")
        world = World(url, running)
        environment = _environment(url, database_url, redis_url, folder, web) | (_slack(world) if slack else {})
        yield Stage(world, folder, environment | more)


def _environment(sandbox: str, database_url: str, redis_url: str | None, folder: Path, port: int) -> dict[str, str]:
    return {
        "RITE_DATABASE_URL": database_url,
        **({"RITE_REDIS_URL": redis_url} if redis_url else {}),
        "RITE_SECRET_KEYS": KEYS,
        "RITE_MEDIA_URL": f"file://{folder}/media",
        "RITE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "RITE_INSTAGRAM_GRAPH_URL": f"{sandbox}/instagram/graph",
        "RITE_INSTAGRAM_API_URL": f"{sandbox}/instagram/api",
        "RITE_INSTAGRAM_CALLS_PER_HOUR": str(NO_CEILING),
        "RITE_LOG_LEVEL": "INFO",
        "RITE_MEMBER_REQUESTS_PER_MINUTE": "0",  # few members press for many
        "RITE_REQUESTS_PER_MINUTE": "0",
    }


def _slack(world: World) -> dict[str, str]:
    secrets = world.about()["credentials"]
    return {
        "RITE_SLACK_API_URL": f"{world.url}/slack/api/",
        "RITE_SLACK_BOT_TOKEN": secrets["slack_bot_token"],
        "RITE_SLACK_SIGNING_SECRET": secrets["slack_signing_secret"],
    }


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.HTTPError:
        return False


def _says_running(printed: Path) -> bool:
    return b"running" in printed.read_bytes()
