"""Throw-away servers answer, and leave nothing behind however their user ends."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import redis

from provision.servers import keep

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20.0


def folder_of(url: str) -> Path:
    with redis.Redis.from_url(url, decode_responses=True) as client:
        return Path(client.config_get("dir")["dir"])


def answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False


def comes_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_postgres_speaks_utf8_and_utc_and_its_user_may_make_databases() -> None:
    kept = keep(["postgres"])
    try:
        with psycopg.connect(kept.urls["postgres"], autocommit=True) as connection:
            told = [connection.execute(f"SHOW {name}").fetchone() for name in ("server_encoding", "timezone", "fsync")]
            connection.execute("CREATE DATABASE of_a_test")
    finally:
        kept.close()
    assert told == [("UTF8",), ("UTC",), ("off",)]


def test_closing_ends_the_server_and_removes_its_folder() -> None:
    kept = keep(["redis"])
    url, folder = kept.urls["redis"], folder_of(kept.urls["redis"])
    assert folder.is_dir()
    kept.close()
    assert not answers(url)
    assert not folder.exists()


def test_a_run_that_is_killed_takes_its_servers_with_it() -> None:
    program = (
        "import json; from provision.servers import keep; print(json.dumps(keep(['redis']).urls), flush=True); input()"
    )
    with subprocess.Popen(  # noqa: S603 - the program above
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        url = json.loads(run.stdout.readline())["redis"]
        folder = folder_of(url)
        run.send_signal(signal.SIGKILL)
    assert comes_true(lambda: not answers(url))
    assert comes_true(lambda: not folder.exists())


def test_a_server_that_crashed_comes_back_with_what_was_committed() -> None:
    kept = keep(["durable-postgres", "redis"])
    try:
        url = kept.urls["durable-postgres"]
        with psycopg.connect(url, autocommit=True) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            connection.execute("CREATE TABLE promises AS SELECT 1 AS kept")
        for ending in (signal.SIGQUIT, signal.SIGINT):
            kept.restart("durable-postgres", ending)
            with psycopg.connect(url) as connection:
                assert connection.execute("SELECT kept FROM promises").fetchone() == (1,)
        with redis.Redis.from_url(kept.urls["redis"]) as client:
            client.set("rung", 1)
            kept.restart("redis", signal.SIGKILL)
            assert client.get("rung") is None
    finally:
        kept.close()
