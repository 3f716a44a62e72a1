"""What an image keeps: all the product stands on, and none of the tools."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from provision.runtime_packages import OURS, PACKAGING, needed, others, plain

PROJECT = tomllib.loads(Path(PACKAGING).read_text("utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {plain(Requirement(words).name) for words in requirements}


def test_the_product_keeps_what_it_asks_for_and_what_that_asks_for() -> None:
    kept = needed()
    assert names(PROJECT["dependencies"]) <= kept
    assert {"h11", "uvloop", "httptools", "psycopg-binary", "greenlet", "opentelemetry-api", "anyio"} <= kept


def test_tools_are_taken_out_and_nothing_the_product_needs() -> None:
    out = set(others())
    assert {"pytest", "mypy", "ruff", "playwright", "hatchling"} <= out
    assert not out & needed()
    assert OURS not in out
