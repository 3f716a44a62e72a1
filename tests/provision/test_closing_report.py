"""What a person reads at the end of a test run."""

import subprocess
import sys
from pathlib import Path

from provision.report import Tally, words_of

ROOT = Path(__file__).resolve().parents[2]


def tally(*tests: str) -> Tally:
    result = Tally()
    for test in tests:
        result.add(test, failed=False, called=True, words=words_of(test, ()))
    return result


def test_each_database_and_broker_is_counted_by_the_names_in_a_tests_parameters() -> None:
    run = tally("t.py::a[sqlite+inprocess-slack]", "t.py::a[postgres+redis-slack]", "t.py::b[postgres]", "t.py::c")
    assert run.by_place() == "4 passed: 1 on SQLite, 2 on PostgreSQL, 1 on the in-process broker, 1 on Redis"


def test_the_stub_broker_is_the_in_process_one() -> None:
    assert tally("t.py::a[stub]").by_place() == "1 passed: 1 on the in-process broker"


def test_markers_count_as_parameters_do_and_other_keywords_do_not() -> None:
    run = Tally()
    run.add("t.py::page", failed=False, called=True, words=words_of("t.py::page", ["chromium", "page", "tests"]))
    assert run.by_place() == "1 passed: 1 in Chromium"


def test_a_name_outside_the_parameters_is_not_taken_for_a_server() -> None:
    assert tally("tests/redis.py::test_postgres_is_mentioned").by_place() == "1 passed"
    assert tally("t.py::versions[postgres 15.18-Redis server]").by_place() == "1 passed"


def test_a_test_that_fails_while_cleaning_up_has_failed() -> None:
    run = tally("t.py::a[redis]", "t.py::b")
    run.add("t.py::a[redis]", failed=True, called=False, words=())
    assert run.by_place() == "1 passed"
    assert run.closing_line() == "1 passed, 1 failed"


def test_a_test_that_fails_twice_is_one_failure() -> None:
    run = Tally()
    run.add("t.py::a", failed=True, called=False, words=())
    run.add("t.py::a", failed=True, called=False, words=())
    assert run.closing_line() == "0 passed, 1 failed"


def test_a_real_run_ends_with_the_counts_alone_on_the_last_line(tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('wiring', ['sqlite+inprocess', 'postgres+redis'])\n"
        "def test_story(wiring): pass\n"
        "@pytest.mark.chromium\n"
        "def test_page(): pass\n"
        "def test_wrong(): assert False\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "provision.report",
        "-n",
        "1",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own pytest
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        "3 passed: 1 on SQLite, 1 on PostgreSQL, 1 on the in-process broker, 1 on Redis, 1 in Chromium",
        "3 passed, 1 failed",
    ]
