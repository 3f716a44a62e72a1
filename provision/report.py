"""A pytest plugin that closes a run by saying how many tests passed, and on which database, broker and browser.

A test counts for a server when its parameters say so (an id such as `postgres+redis`) or when it carries a marker of
that name.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pytest

# the words of a test's parameters or markers -> what a person reads
PLACES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"sqlite"}), "on SQLite"),
    (frozenset({"postgres", "postgresql"}), "on PostgreSQL"),
    (frozenset({"inprocess", "stub"}), "on the in-process broker"),
    (frozenset({"redis"}), "on Redis"),
    (frozenset({"chromium"}), "in Chromium"),
)
KNOWN = frozenset().union(*(names for names, _ in PLACES))
MARKERS = {
    "sqlite": "the test uses SQLite",
    "postgres": "the test uses PostgreSQL",
    "inprocess": "the test uses the in-process broker",
    "redis": "the test uses Redis",
    "chromium": "the test looks at a page in headless Chromium",
}


class Outcome(Protocol):
    """What pytest tells of one phase of one test, or of one file it collected."""

    nodeid: str
    outcome: str


@dataclass
class Tally:
    """How each test of a run ended; a test that failed in any phase has failed."""

    places: dict[str, frozenset[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def add(self, test: str, *, failed: bool, called: bool, words: Collection[str]) -> None:
        if failed:
            self.failed.add(test)
        elif called:
            self.places[test] = frozenset(words)

    @property
    def passed(self) -> Mapping[str, frozenset[str]]:
        return {test: words for test, words in self.places.items() if test not in self.failed}

    def by_place(self) -> str:
        """E.g. "120 passed: 60 on SQLite, 60 on PostgreSQL"; only the count when no test named a place."""
        counts = [(sum(bool(words & names) for words in self.passed.values()), place) for names, place in PLACES]
        parts = [f"{count} {place}" for count, place in counts if count]
        return f"{len(self.passed)} passed" + (f": {', '.join(parts)}" if parts else "")

    def closing_line(self) -> str:
        return f"{len(self.passed)} passed, {len(self.failed)} failed"


def words_of(test: str, keywords: Iterable[str]) -> frozenset[str]:
    """What a test says of itself: our markers, and parameters made of known words (`test[postgres+redis-slack]`)."""
    words: set[str] = set(keywords) & MARKERS.keys()
    for parameter in test.partition("[")[2].removesuffix("]").split("-"):
        parts = frozenset(parameter.split("+"))
        if parts <= KNOWN:  # a sentence that merely mentions Redis is no such parameter
            words |= parts
    return frozenset(words)


class Reporter:
    """Listens to one run, in the process that talks to the person."""

    def __init__(self) -> None:
        self.tally = Tally()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tally.add(
            report.nodeid,
            failed=report.failed,
            called=report.when == "call" and report.passed,
            words=words_of(report.nodeid, report.keywords),
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.tally.add(report.nodeid, failed=report.failed, called=False, words=())

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config: pytest.Config) -> None:
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None and (self.tally.places or self.tally.failed):
            terminal.write_line(self.tally.by_place())
            terminal.write_line(self.tally.closing_line())


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    if not hasattr(config, "workerinput"):  # a worker of pytest-xdist reports to the process that prints
        config.pluginmanager.register(Reporter(), "rite-report")
