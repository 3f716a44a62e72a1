"""python -m bench.telegram [--cards N] [--chats N]: print how near the pace is to the fastest there is, as Markdown."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.machine import machine
from bench.printed import printed
from bench.sheet import Line, sheet
from bench.telegram.measure import SORTS, deliver, line_of
from provision.say import say

TOLD = ("python-telegram-bot",)


async def measure(cards: int, chats: int) -> list[Line]:
    lines = []
    for sort in SORTS:
        say(f"Sending: {sort.name}.")
        lines.append(line_of(await deliver(sort, cards, chats)))
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-telegram", description=__doc__)
    parser.add_argument("--cards", type=int, default=1_000)
    parser.add_argument("--chats", type=int, default=200)
    wish = parser.parse_args(arguments)

    def measured(_: Path) -> str:
        return f"{sheet(asyncio.run(measure(wish.cards, wish.chats)))}\n\n{machine(TOLD)}"

    return printed(measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
