"""python -m bench.render [--only ENGINE ...] [--rounds N]: print how our painter stands to the floor and to its peers.

Everything is CPU time of the whole process tree, and ratios are taken within a round; the pictures of all engines are
written side by side, so that one can see that they are the same.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.machine import machine
from bench.peer_packages import cache
from bench.printed import printed
from bench.render.engines.line_up import LINE_UP
from bench.render.measure import measure
from bench.render.stock import lay_out
from bench.render.table import lines
from bench.sheet import sheet
from provision.say import say

TOLD = ("pillow",)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-render", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=LINE_UP, default=list(LINE_UP), metavar="ENGINE")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--share", type=float, default=1.0, help="of the flyers of a turn; less is quicker and noisier")
    parser.add_argument("--out", type=Path, default=cache() / "pictures", help="folder for their pictures")
    wish = parser.parse_args(arguments)
    wish.out.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core for all, as a worker has it

    def measured(stock: Path) -> str:
        say("Laying out photo, logo and events.")
        lay_out(stock)
        line_up = {name: make for name, make in LINE_UP.items() if name in wish.only}
        found = measure(line_up, stock, wish.rounds, wish.share, wish.out.resolve())
        return f"{sheet(lines(found))}\n\n{machine(TOLD)}, one core. A picture of each: {wish.out}"

    return printed(measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
