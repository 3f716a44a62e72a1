"""What somebody sees who types `rite` and a word."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from process_stage import KEYS, Environment, Start, answers, run

from provision.throwaway import free_port

WORDS = ("up", "web", "worker", "clock", "migrate", "demo", "doctor", "invite", "keys", "tasks", "parse-date")
HEAVY = ("openai", "matplotlib", "PIL", "sqlalchemy", "slack_bolt", "telegram", "core.services")
NOBODY = "postgresql://rite@127.0.0.1:1/rite"


@pytest.fixture
def migrated(sqlite_template: Path, bare: Environment, tmp_path: Path) -> Environment:
    """A fresh shell in a folder where `rite migrate` was run before."""
    (tmp_path / "var").mkdir()
    shutil.copy(sqlite_template, tmp_path / "var" / "rite.db")
    return bare


def sentence(printed: str) -> str:
    """The one sentence a failure ends in; anything more is a fault."""
    assert "Traceback" not in printed, printed
    lines = [line for line in printed.splitlines() if line.strip()]
    assert len(lines) == 1, printed
    return lines[0]


ASK_ALL = """
import sys
from contextlib import suppress
from rite.cli import app
for word in sys.argv[1:]:
    with suppress(SystemExit):
        app([word, "--help"], prog_name="rite")
"""


def test_help_answers_without_loading_the_house(bare: Environment, tmp_path: Path) -> None:
    """One process asks for all of them: whatever one of them loads, they all have loaded."""
    shown = run(["--help"], {**bare, "PYTHONPROFILEIMPORTTIME": "1"}, tmp_path)
    each = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-X", "importtime", "-c", ASK_ALL, *WORDS],
        env=bare,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.returncode == 0
    assert shown.stdout.count("Usage") == 1
    for word in WORDS:
        assert f"Usage: rite {word}" in each.stdout
    for stderr in (shown.stderr, each.stderr):
        loaded = {line.rsplit("|", 1)[-1].strip() for line in stderr.splitlines() if line.startswith("import time:")}
        assert "typer" in loaded
        assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"PORT": "much"}, "PORT"),
        ({"RITE_PUBLISH_GRACE_SECONDS": "-1"}, "RITE_PUBLISH_GRACE_SECONDS"),
        ({"RITE_SECRET_KEYS": "k1:short"}, "RITE_SECRET_KEYS"),
        ({"RITE_DATABASE_URL": "nowhere"}, "RITE_DATABASE_URL"),
        ({"RITE_DATABASE_URL": NOBODY, "RITE_SECRET_KEYS": KEYS}, "The database does not answer"),
        ({"RITE_DATABASE_URL": NOBODY}, "The database does not answer"),
        ({"RITE_REDIS_URL": "nowhere"}, "RITE_REDIS_URL"),
        ({"RITE_MEDIA_URL": "ftp://example.org/"}, "RITE_MEDIA_URL"),
    ],
)
def test_a_setting_that_cannot_work_is_told_in_one_sentence(
    wrong: Environment, named: str, bare: Environment, tmp_path: Path
) -> None:
    ended = run(["up"], {**bare, "PORT": str(free_port()), **wrong}, tmp_path)
    assert ended.returncode == 1
    assert named in sentence(ended.stdout + ended.stderr)


@pytest.mark.parametrize("word", ["web", "worker", "clock"])
def test_parts_alone_need_redis(word: str, bare: Environment, tmp_path: Path) -> None:
    ended = run([word], {**bare, "PORT": str(free_port())}, tmp_path)
    assert ended.returncode == 1
    assert "RITE_REDIS_URL" in sentence(ended.stdout + ended.stderr)


@pytest.mark.parametrize("word", ["up", "demo"])
def test_a_port_in_use_is_told_in_one_sentence(word: str, bare: Environment, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = [word, "--port", port] if word == "demo" else [word]
        ended = run(words, {**bare, "PORT": port}, tmp_path)
    assert ended.returncode == 1
    assert f"Port {port}" in sentence(ended.stdout + ended.stderr)


def test_a_second_process_on_the_same_file_is_turned_away(start: Start, migrated: Environment, tmp_path: Path) -> None:
    port = free_port()
    first = start(["up"], {**migrated, "PORT": str(port)})
    first.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "readiness")
    second = run(["up"], {**migrated, "PORT": str(free_port())}, tmp_path)
    assert second.returncode == 1
    assert "Another Rite" in sentence(second.stdout + second.stderr)
    assert answers(f"http://127.0.0.1:{port}/readyz")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_up_ends_quietly_when_told_to(number: signal.Signals, start: Start, migrated: Environment) -> None:
    port = free_port()
    up = start(["up"], {**migrated, "PORT": str(port)})
    up.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "readiness")
    assert up.stop(number) == 0
    assert "Traceback" not in up.printed


def test_the_demo_serves_its_page_and_takes_its_sandbox_along(start: Start, bare: Environment) -> None:
    """Told to end by Ctrl-C; how the other signal is heard is the same code as in `rite up`."""
    port = free_port()
    demo = start(["demo", "--port", str(port)], bare)
    demo.wait_until(lambda: f"http://127.0.0.1:{port}" in demo.printed, "its address")
    demo.wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "readiness")
    page = httpx.get(f"http://127.0.0.1:{port}/", timeout=30, follow_redirects=True)
    assert page.status_code == 200
    assert "<html" in page.text
    children = children_of(demo.process.pid)
    assert children
    assert demo.stop(signal.SIGINT) == 0
    assert "Traceback" not in demo.printed
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def children_of(process: int) -> list[int]:
    """Processes it started, as the kernel knows them."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def test_an_empty_folder_is_enough_to_begin(bare: Environment, tmp_path: Path) -> None:
    migrated = run(["migrate"], bare, tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    assert (tmp_path / "var" / "rite.db").exists()
    invited = run(["invite", "--role", "owner"], bare, tmp_path)
    assert invited.returncode == 0, invited.stderr
    assert "/start " in invited.stdout
    examined = run(["doctor"], bare, tmp_path)
    assert examined.returncode == 1
    assert "Database: reachable and migrated." in examined.stdout
    assert "RITE_SLACK_BOT_TOKEN" in examined.stdout
    assert "Traceback" not in migrated.stderr + invited.stderr + examined.stderr


def test_an_invitation_comes_first_in_an_empty_folder(bare: Environment, tmp_path: Path) -> None:
    invited = run(["invite"], bare, tmp_path)
    assert invited.returncode == 0, invited.stderr
    assert "/start " in invited.stdout


def test_given_up_work_is_looked_at_and_settled_by_a_word(migrated: Environment, tmp_path: Path) -> None:
    assert run(["tasks"], migrated, tmp_path).stdout == "Nothing waits, nothing was given up.\n"
    with closing(sqlite3.connect(tmp_path / "var" / "rite.db")) as rows, rows:
        rows.execute(GIVEN_UP, ("0f" * 16, "KeyError: token=IGAA1234567890abcdef"))
    listed = run(["tasks", "list"], migrated, tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert "0f0f0f0f  given up  digest.compile" in listed.stdout
    assert "4 tries" in listed.stdout
    assert "IGAA1234567890abcdef" not in listed.stdout
    assert "1 was given up" in run(["doctor"], migrated, tmp_path).stdout
    nothing = run(["tasks", "drop", "ee"], migrated, tmp_path)
    assert nothing.returncode == 1
    assert "No task that was given up begins with ee." in sentence(nothing.stderr)
    assert "1 task will run again" in run(["tasks", "replay", "0f0f"], migrated, tmp_path).stdout
    assert "waiting" in run(["tasks"], migrated, tmp_path).stdout
    nothing_left = run(["tasks", "drop", "all"], migrated, tmp_path).stdout
    assert nothing_left == "Dropped 0 tasks.\n"  # it is not given up any more


GIVEN_UP = (
    "INSERT INTO tasks (id, name, queue, arguments, next_at, attempt, last_error, dead_at, created_at) VALUES"
    " (?, 'digest.compile', 'insights', '{}', '2026-11-22', 4, ?, '2026-11-22', '2026-11-22')"
)


def test_a_phrase_becomes_a_moment_in_json(bare: Environment, tmp_path: Path) -> None:
    words = ["parse-date", "Friday 10pm", "--locale", "en-GB", "--now", "2026-11-22T09:00:00+00:00"]
    read = run([*words, "--zone", "Europe/Berlin", "--json"], bare, tmp_path)
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout) == {"start_local": "2026-11-27T22:00:00", "choices": []}
    nowhere = run([*words, "--zone", "Mars/Olympus", "--json"], bare, tmp_path)
    assert nowhere.returncode == 1
    assert "Mars/Olympus" in sentence(nowhere.stderr)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names are enough


def test_the_key_of_stored_tokens_is_changed_by_a_word(migrated: Environment, tmp_path: Path) -> None:
    first = run(["keys", "rotate"], migrated, tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Made a fresh key, k2, in var/secret_keys." in first.stdout
    assert "Sealed 0 tokens anew with k2." in first.stdout
    assert "No token needs k1 any more." in first.stdout
    ring = (tmp_path / "var" / "secret_keys").read_text("ascii")
    assert [entry.partition(":")[0] for entry in ring.split(",")] == ["k2", "k1"]
    assert not [entry for entry in ring.split(",") if entry.partition(":")[2] in first.stdout + first.stderr]


def test_a_ring_of_the_operators_own_is_not_touched_and_told_how_to_change(
    migrated: Environment, tmp_path: Path
) -> None:
    theirs = {**migrated, "RITE_SECRET_KEYS": KEYS}
    told = run(["keys", "rotate"], theirs, tmp_path)
    assert told.returncode == 0, told.stderr
    assert "put a fresh entry in front of the others, restart every process" in told.stdout
    assert not (tmp_path / "var" / "secret_keys").exists()


def test_keys_are_not_rotated_before_there_is_anything_to_seal(bare: Environment, tmp_path: Path) -> None:
    ended = run(["keys", "rotate"], bare, tmp_path)
    assert ended.returncode == 1
    assert "rite migrate" in sentence(ended.stdout + ended.stderr)
