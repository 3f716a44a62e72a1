"""What is said about memory: the last quarter of a run against the first, of those who lived through it."""

import os

from chaos.memory import Memory, quarters, taken_by


def test_a_leak_shows_in_the_ratio_and_a_peak_in_between_does_not() -> None:
    assert quarters([100, 100, 900, 900, 900, 900, 100, 100]) == (100, 100)
    assert quarters([100, 100, 120, 140, 160, 180, 200, 200]) == (100, 200)


def test_only_processes_that_lived_long_enough_are_told_of() -> None:
    memory = Memory(dict)
    memory.samples["steady 0", 1] = [(0.0, 100)] * 4 + [(0.0, 150)] * 4
    memory.samples["killed 0", 2] = [(0.0, 100), (1.0, 900)]

    assert memory.growth == 1.5
    assert len(memory.lines()) == 1


def test_what_a_process_takes_is_read_and_nothing_of_one_that_is_gone() -> None:
    assert taken_by(os.getpid()) > 1_000_000
    assert taken_by(2**22 + 1) == 0
