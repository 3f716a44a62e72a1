"""make bench: the figures of every benchmark in one table, whatever else they print."""

from bench.__main__ import figures, main
from bench.sheet import Line, at_most, ratio_line, sheet
from bench.start.measure import Seen, lines_of


def test_figures_are_taken_out_of_what_is_printed_and_nothing_else_is() -> None:
    lines = [ratio_line("claims", 1.25, at_most(1.2), "5 | 4 ms"), Line("burst", "not run")]
    told = f"Starting.\n{sheet(lines)}\n\n2 cores\n\n| Captions | How many |\n|---|---|\n| lies | 5 |\n"
    assert list(figures(told)) == [("claims", "1.25x", "≤ 1.2: missed", "5 | 4 ms"), ("burst", "not run", "", "")]


def test_ratios_are_those_of_starts_beside_each_other() -> None:
    found = {"floor": [Seen(1.0, 100), Seen(4.0, 100)], "ours": [Seen(2.0, 300), Seen(8.0, 300)]}
    assert [line.measured for line in lines_of(found, "floor")] == ["3.00x", "2.00x"]


def test_a_benchmark_that_is_none_is_told() -> None:
    assert main(["nonsense"]) == 2
