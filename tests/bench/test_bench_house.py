"""What every benchmark stands on: turns, ratios, spreads, the table, processes and what they cost."""

from pathlib import Path

import pytest

from bench.peer_packages import NotToBeHad, from_npm
from bench.processes import cpu_seconds, python, started
from bench.rounds import Measured, in_turns
from bench.sheet import Line, at_least, at_most, ratio_line, sheet
from bench.spread import Spread
from provision.errors import ProvisioningFailed


async def test_arms_take_turns_and_nobody_is_always_first() -> None:
    order: list[str] = []

    def arm(name: str, value: float):  # type: ignore[no-untyped-def]  # an Arm
        async def measure() -> float:
            order.append(name)
            return value * len(order)

        return measure

    measured = await in_turns({"ours": arm("ours", 1), "theirs": arm("theirs", 10)}, 3)
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert measured.by_arm == {"ours": (1, 4, 5), "theirs": (20, 30, 60)}


def test_a_ratio_compares_within_each_round() -> None:
    """A round in which the whole machine was slow must not count for or against anybody."""
    measured = Measured({"ours": (90.0, 9.0, 80.0), "theirs": (100.0, 10.0, 100.0)})
    assert measured.ratio("ours", "theirs") == pytest.approx(0.9)
    assert measured.middle("ours") == 80.0


def test_a_spread_tells_the_middle_the_slow_end_and_what_came_early() -> None:
    spread = Spread.of([*(n / 1000 for n in range(1, 100)), -0.004])
    assert (spread.p50, spread.p99, spread.worst, spread.early) == (0.049, 0.098, 0.099, 1)
    assert spread.words == "49.0 / 98.0 / 99.0 ms (n = 100, 1 early by up to 4 ms)"
    assert Spread.of([12.0]).words == "12.0 / 12.0 / 12.0 s (n = 1)"


def test_the_table_is_markdown_and_says_which_goals_are_kept() -> None:
    table = sheet(
        [
            ratio_line("claims", 0.79, at_least(0.8), "1 | 2"),
            Line("lateness", "p99 3 ms", at_most(50, " ms").words(3)),
            ratio_line("share", 0.0123),
        ]
    )
    assert table.splitlines() == [
        "| Figure   | Measured | Goal          | Beside it, on this machine |",
        "|----------|----------|---------------|----------------------------|",
        "| claims   | 0.79x    | ≥ 0.8: missed | 1 \\| 2                     |",
        "| lateness | p99 3 ms | ≤ 50 ms: kept |                            |",
        "| share    | 0.0123x  |               |                            |",
    ]


def test_a_process_ends_with_its_block_and_its_children_are_counted(tmp_path: Path) -> None:
    busy = "import time; e = time.process_time() + 0.2\nwhile time.process_time() < e: pass"
    parent = (
        f"import subprocess, sys, time; subprocess.run([sys.executable, '-c', {busy!r}]); print('done'); time.sleep(60)"
    )
    with started("parent", python("-c", parent), tmp_path, {}) as running:
        running.wait_until(lambda: b"done" in running.printed.read_bytes(), "its work")
        assert cpu_seconds(running.process.pid) >= 0.2
    assert running.process.returncode is not None
    assert cpu_seconds(running.process.pid) == 0


def test_a_process_that_does_not_start_is_told_with_its_last_words(tmp_path: Path) -> None:
    with (
        pytest.raises(ProvisioningFailed, match="clock did not get as far as running: no such setting"),
        started("clock", python("-c", "print('no such setting')"), tmp_path, {}) as running,
    ):
        running.wait_until(lambda: False, "running")


def test_a_peer_that_cannot_be_had_is_said_in_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotToBeHad, match="node and npm are not on this machine"):
        from_npm("bullmq", "6.7.0")
