"""Hostile bodies with valid signatures at every way in; `make fuzz` sends ten thousand to each."""

import logging
from pathlib import Path

import pytest
from fuzz.edges import EDGES
from fuzz.house import opened
from fuzz.run import Heard, fuzzed
from stages.world import Sandbox
from structlog.testing import capture_logs

EACH = 14


@pytest.mark.parametrize("database", ["postgres"], indirect=True)  # it is the stricter one
async def test_hostile_bodies_break_nothing_and_bring_nothing_of_the_insides_out(
    database: str, sandbox_server: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    async with opened(sandbox_server, database, tmp_path) as house:
        with capture_logs() as logged:
            done = [await fuzzed(house, name, edge, EACH, 7, Heard()) for name, edge in EDGES.items()]
    assert [found for one in done for found in (*one.broken, *one.leaks)] == []
    assert [entry for entry in logged if entry["log_level"] in ("error", "critical")] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    answers = {one.edge: one.answers for one in done}
    assert sum(one.requests for one in done) == EACH * len(EDGES)
    worked_on = [name for name, by_hundred in answers.items() if by_hundred[2] or by_hundred[3]]
    assert len(worked_on) >= len(EDGES) - 3, "hardly anything was let in: the fuzz knocks at closed doors"
