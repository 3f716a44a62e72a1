"""Habits of the house that a machine can hold: who imports whom, where the clock, the environment and commits live."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest
from importlinter import api as import_linter

ROOT = Path(__file__).parents[2]
OURS = ("core", "bot", "jobs", "rite", "sandbox", "provision", "bench")
SERVICE = ("core", "bot", "jobs")
LONGEST_FILE = 300


@cache
def files(*packages: str) -> tuple[Path, ...]:
    return tuple(path for package in packages for path in sorted((ROOT / package).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """(what is called, line), dotted names as they are written."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def found(names: tuple[str, ...], *packages: str, but: tuple[str, ...] = ()) -> list[str]:
    """Where one of these is called, by the end of its dotted name."""
    return [
        f"{path.relative_to(ROOT)}:{line} calls {name}"
        for path in files(*packages)
        if str(path.relative_to(ROOT)) not in but
        for name, line in calls(path)
        if any(name == one or name.endswith(f".{one}") for one in names)
    ]


def test_the_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """With names of everything that breaks them; the same as `lint-imports`."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    import_linter.read_configuration()  # the file is understood
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == EXIT_STATUS_SUCCESS


def test_nobody_prints() -> None:
    printing = [place for place in found(("print",), *SERVICE, "rite", "sandbox") if place.endswith("calls print")]
    assert printing == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files(*SERVICE, "rite")
        if path != ROOT / "core" / "settings.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    ]
    assert readers == []


def test_only_the_clock_knows_what_time_it_is() -> None:
    names = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    assert found(names, *SERVICE, but=("core/clock.py",)) == []


def test_only_the_database_commits() -> None:
    assert found(("commit",), *SERVICE, "rite", but=("core/database.py",)) == []


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in files(*OURS)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    ]
    assert long == []


def test_every_test_file_has_a_name_of_its_own() -> None:
    """pytest imports them by their bare names: of two that are called alike, one would not run."""
    names = Counter(
        path.name for path in files("tests") if path.name not in ("conftest.py", "__init__.py", "__main__.py")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_dependency_brings_a_package_with_one_of_our_names() -> None:
    taken = {
        (found.metadata["Name"], file.parts[0])
        for found in distributions()
        if found.metadata["Name"] != "rite"
        for file in found.files or ()
        if file.parts[0] in OURS and file.suffix == ".py"
    }
    assert taken == set()
    assert sys.version_info >= (3, 11)
