"""Rite as an operator runs it: processes of their own that are told everything by their environment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from stages.world import Sandbox

STARTS_WITHIN_SECONDS = 90.0
ENDS_WITHIN_SECONDS = 60.0
KEYS = "k1:" + "A" * 43 + "="

CHECKOUT = Path(__file__).parents[2]

Environment = dict[str, str]


def bare_environment(folder: Path) -> Environment:
    """What a fresh shell has."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(CHECKOUT),  # this code, wherever the environment was installed from
    }


def environment(sandbox: Sandbox, database: str, redis: str | None, folder: Path, port: int) -> Environment:
    """Every setting by its public name; nothing but addresses and tokens differs from production."""
    config, url = sandbox.world.config, sandbox.url
    named = {
        "RITE_DATABASE_URL": database,
        "RITE_SECRET_KEYS": KEYS,
        "RITE_MEDIA_URL": f"file://{folder}/media",
        "RITE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "RITE_SLACK_BOT_TOKEN": config.slack_bot_token,
        "RITE_SLACK_SIGNING_SECRET": config.slack_signing_secret,
        "RITE_SLACK_API_URL": f"{url}/slack/api/",
        "RITE_TELEGRAM_BOT_TOKEN": config.telegram_bot_token,
        "RITE_TELEGRAM_API_URL": f"{url}/telegram",
        "RITE_INSTAGRAM_APP_ID": config.instagram_app_id,
        "RITE_INSTAGRAM_APP_SECRET": config.instagram_app_secret,
        "RITE_INSTAGRAM_WEBHOOK_VERIFY_TOKEN": config.instagram_verify_token,
        "RITE_INSTAGRAM_GRAPH_URL": f"{url}/instagram/graph",
        "RITE_INSTAGRAM_API_URL": f"{url}/instagram/api",
        "RITE_INSTAGRAM_AUTHORIZE_URL": f"{url}/instagram/oauth/authorize",
        "RITE_PUBLISH_GRACE_SECONDS": "4",
        "RITE_INSTAGRAM_CALLS_PER_HOUR": "10000",
    }
    return {**bare_environment(folder), **named, **({"RITE_REDIS_URL": redis} if redis else {})}


class Running:
    """One `python -m rite <word>`; what it prints is kept in files, so that it can never block on a full pipe."""

    def __init__(self, words: list[str], environ: Environment, folder: Path) -> None:
        self._printed = folder / f"printed-{'-'.join(words)}-{time.monotonic_ns()}"
        with self._printed.open("wb") as printed:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "rite", *words],
                env=environ,
                cwd=folder,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def printed(self) -> str:
        """Everything said so far, on both streams."""
        return self._printed.read_text("utf-8", "replace")

    def kill(self) -> None:
        """As a power cut does it."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: signal.Signals) -> int:
        """Ask it to end; returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(ENDS_WITHIN_SECONDS)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that only comes about while the process lives."""
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not holds():
            assert self.process.poll() is None, f"it ended before {what}:\n{self.printed}"
            assert time.monotonic() < deadline, f"{what} did not come about:\n{self.printed}"
            time.sleep(0.05)

    def end_anyway(self) -> None:
        if self.process.poll() is None:
            self.kill()


Start = Callable[[list[str], Environment], Running]
"""Starts `rite <words>`; it ends with the test at the latest."""


def answers(url: str) -> bool:
    """Whether an address answers with success now."""
    try:
        return httpx.get(url, timeout=5, follow_redirects=False).status_code < 400
    except httpx.HTTPError:
        return False


def run(words: list[str], environ: Environment, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "rite", *words],
        env=environ,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=STARTS_WITHIN_SECONDS,
        check=False,
    )
