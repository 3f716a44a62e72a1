"""python -m bench.chat [--presses N] [--rate N] [--only BACKING ...]: print acknowledgement times as Markdown."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.chat.measure import Backing, acknowledgements, lines_of
from bench.databases import on_postgres, on_sqlite
from bench.machine import machine
from bench.printed import printed
from bench.sheet import Line, sheet
from provision.say import say
from provision.servers import Kept, keep

BACKINGS = ("sqlite", "postgresql")
TOLD = ("slack-bolt", "uvicorn", "sqlalchemy", "psycopg", "aiosqlite")


async def backing_of(kind: str, kept: Kept, folder: Path) -> Backing:
    """The two ways Rite is run: in one process on a file, or process by process on servers."""
    if kind == "sqlite":
        return Backing("SQLite, everything in one process", await on_sqlite(folder, "chat"), None, ("up",))
    url = await on_postgres(kept.urls["durable-postgres"], "chat")
    return Backing("PostgreSQL", url, kept.urls["redis"], ("web", "worker", "clock"))


async def measure(kept: Kept, folder: Path, kinds: Sequence[str], presses: int, a_second: float) -> list[Line]:
    lines: list[Line] = []
    for kind in kinds:
        say(f"Measuring: {kind}.")
        backing = await backing_of(kind, kept, folder)
        (own := folder / kind).mkdir()
        lines += lines_of(await acknowledgements(backing, own, presses=presses, a_second=a_second))
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-chat", description=__doc__)
    parser.add_argument("--presses", type=int, default=1_500)
    parser.add_argument("--rate", type=float, default=50.0, help="presses a second")
    parser.add_argument("--only", nargs="+", choices=BACKINGS, default=list(BACKINGS), metavar="BACKING")
    wish = parser.parse_args(arguments)

    def measured(folder: Path) -> str:
        with closing(keep(["durable-postgres", "redis"])) as kept:
            lines = asyncio.run(measure(kept, folder, wish.only, wish.presses, wish.rate))
        return f"{sheet(lines)}\n\n{machine(TOLD)}"

    return printed(measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
