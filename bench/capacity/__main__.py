"""python -m bench.capacity [--events N] [--readings N]: print what a post and a team's year cost as Markdown."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.capacity.costs import Run, run
from bench.capacity.told import lines_of
from bench.databases import on_postgres
from bench.machine import machine
from bench.printed import printed
from bench.sheet import sheet
from provision.servers import keep

TOLD = ("sqlalchemy", "psycopg", "dramatiq", "redis", "pillow")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-capacity", description=__doc__)
    parser.add_argument("--events", type=int, default=5, help="lived through by real processes")
    parser.add_argument("--a-year", type=int, default=52, help="events of a team in a year")
    parser.add_argument("--readings", type=int, default=5, help="asked for of each post while the CPU is watched")
    wish = parser.parse_args(arguments)

    def told(folder: Path) -> str:
        with closing(keep(["durable-postgres", "redis"])) as kept:
            url = asyncio.run(on_postgres(kept.urls["durable-postgres"], "capacity"))
            servers = Run(url, kept.urls["redis"], kept.keeper.pid, folder, wish.events, wish.a_year, wish.readings)
            found = asyncio.run(run(servers))
        return f"{sheet(lines_of(found))}\n\n{machine(TOLD)}"

    return printed(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
