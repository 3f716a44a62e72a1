"""Processes that end with the test that started them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from process_stage import Environment, Running, Start, bare_environment


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `rite <words>` in an empty folder."""
    started: list[Running] = []

    def starting(words: list[str], environ: Environment) -> Running:
        running = Running(words, environ, tmp_path)
        started.append(running)
        return running

    yield starting
    for running in started:
        running.end_anyway()


@pytest.fixture
def bare(tmp_path: Path) -> Environment:
    """A shell in which nothing was ever set."""
    return bare_environment(tmp_path)
