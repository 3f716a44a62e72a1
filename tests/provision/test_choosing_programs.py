"""Which PostgreSQL, Redis or Chromium a test run takes."""

from pathlib import Path

import pytest

from provision.errors import ProvisioningFailed
from provision.programs import (
    SKIP_VARIABLE,
    Program,
    Source,
    Version,
    ask_version,
    choose,
    on_path,
    parse_version,
    skipped_sources,
)


def source(name: str, found: Program | None) -> Source:
    return Source(name, f"the {name}", lambda: found)


OWN = Program(Path("/own/postgres"), (15, 18))
CARRIED = Program(Path("/carried/postgres"), (16, 14))


def executable(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_the_machines_own_program_wins_over_one_from_a_wheel() -> None:
    program, where = choose("PostgreSQL", [source("system", OWN), source("wheels", CARRIED)])
    assert (program, where.name) == (OWN, "system")


def test_the_next_source_steps_in_when_one_has_nothing() -> None:
    program, where = choose("PostgreSQL", [source("system", None), source("wheels", CARRIED)])
    assert (program, where.name) == (CARRIED, "wheels")


def test_a_skipped_source_is_not_even_asked() -> None:
    asked: list[str] = []

    def ask() -> Program | None:
        asked.append("system")
        return OWN

    program, _ = choose("PostgreSQL", [Source("system", "", ask), source("wheels", CARRIED)], skipped={"system"})
    assert program == CARRIED
    assert asked == []


def test_finding_nothing_says_what_is_missing_and_where_it_was_looked_for() -> None:
    with pytest.raises(ProvisioningFailed, match=r"No usable Redis was found \(looked at: the system, the wheels\)\."):
        choose("Redis", [source("system", None), source("wheels", None)])


def test_skipping_everything_is_said_as_such() -> None:
    with pytest.raises(ProvisioningFailed, match="every source was skipped"):
        choose("Redis", [source("system", OWN)], skipped={"system"})


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", (15, 18)),
        ("postgres (PostgreSQL) 17beta1", (17,)),
        ("Redis server v=6.2.14 sha=40305114:0 malloc=libc bits=64 build=dff95a8e7a99d269", (6, 2, 14)),
        ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", (156, 0, 8078, 79)),
        ("Google Chrome 150.0.7871.100 ", (150, 0, 7871, 100)),
        ("command not found", None),
        ("", None),
    ],
)
def test_versions_are_read_from_what_each_program_says_of_itself(text: str, version: Version | None) -> None:
    assert parse_version(text) == version


def test_a_program_that_runs_tells_its_version(tmp_path: Path) -> None:
    path = executable(tmp_path / "redis-server", 'echo "Redis server v=7.0.15 sha=0"')
    program = ask_version(path)
    assert program == Program(path, (7, 0, 15))
    assert program.version_text == "7.0.15"


def test_a_program_that_cannot_run_here_counts_as_absent(tmp_path: Path) -> None:
    assert ask_version(executable(tmp_path / "broken", "echo 1.2; exit 127")) is None
    assert ask_version(tmp_path / "missing") is None


def test_a_program_is_found_on_the_path_under_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = executable(tmp_path / "google-chrome", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert on_path("chromium", "google-chrome") == path
    assert on_path("chromium") is None


def test_programs_of_this_environment_do_not_pass_for_the_machines_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    executable(tmp_path / "bin" / "redis-server", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    assert on_path("redis-server") is None


def test_sources_to_skip_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SKIP_VARIABLE, "system, debian,")
    assert skipped_sources() == {"system", "debian"}
    monkeypatch.delenv(SKIP_VARIABLE)
    assert skipped_sources() == frozenset()
