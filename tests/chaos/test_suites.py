"""Kills, freezes, late work, twins, lost rings, one after the other: nothing doubles, nothing is lost, all is told."""

from collections.abc import Awaitable, Callable

import pytest
from chaos.suites.crash import REPEATS, crash
from chaos.suites.freeze import freeze
from chaos.suites.late import late
from chaos.suites.meddling import people
from chaos.suites.outbox import outbox
from chaos.suites.rings import rings
from chaos.suites.scene import MakeMachine
from chaos.suites.twins import twins
from chaos.verdict import Verdict
from publishing_machine import Machine

SUITES: dict[str, tuple[Callable[[MakeMachine], Awaitable[Verdict]], int]] = {
    "crash": (crash, 60),
    "freeze": (freeze, 40),
    "late": (late, 20),
    "twins": (twins, 30),
    "rings": (rings, 14),
    "outbox": (outbox, 25),
    "people": (people, 40),
}
"""Each with a number of posts that it must have seen: a suite that plays nothing proves nothing."""


@pytest.mark.thorough("twins", "outbox", "people")
@pytest.mark.parametrize("name", SUITES)
async def test_whatever_befalls_the_workers_nothing_is_wrong(make: MakeMachine, name: str) -> None:
    suite, fewest = SUITES[name]
    found = await suite(make)
    assert found.clean, found
    assert found.posts >= fewest, found


@pytest.mark.thorough
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_the_other_database_answers_the_same(machine: Machine) -> None:
    """A part of it shows that."""

    async def make() -> Machine:
        return machine

    found = await crash(make, outcomes=("lands later",), repeats=REPEATS)
    assert found.clean, found
    assert found.posts >= 15, found
