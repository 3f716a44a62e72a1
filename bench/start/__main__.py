"""python -m bench.start [--rounds N]: print how soon Rite is ready, and what it holds, beside its bare libraries."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.machine import machine
from bench.printed import printed
from bench.service import staged
from bench.sheet import sheet
from bench.start.measure import floor, in_turns, lines_of, ours
from provision.say import say

FLOOR = "bare libraries"
TOLD = ("slack-bolt", "python-telegram-bot", "sqlalchemy", "uvicorn")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args(arguments)

    def told(folder: Path) -> str:
        say("Starting Rite and its bare libraries in turns.")
        with staged(f"sqlite:///{folder}/rite.db", None, folder, slack=True) as stage:
            arms = {FLOOR: floor(folder), "rite up": ours(folder, stage.environment, "up")}
            lines = lines_of(in_turns(arms, wish.rounds), FLOOR)
        return f"{sheet(lines)}\n\n{machine(TOLD)}"

    return printed(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
