"""python -m fuzz: what `make fuzz` does. Requests with valid signatures and hostile bodies at every way in.

Nothing may answer with a 5xx, nothing of the insides may reach an answer, a chat or the log.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from stages.world import sandbox_served

from core.migrate import migrate
from core.settings import Settings
from fuzz.edges import EDGES, names
from fuzz.house import opened
from fuzz.run import HEADING, Figures, Heard, fuzzed
from provision.say import say
from provision.throwaway import free_port
from rite.logs import set_up_logs

FOUND = 1


async def run(count: int, seed: int, wanted: list[str], database: str, folder: Path) -> list[Figures]:
    heard, done = Heard(), []
    await migrate(database)
    with sandbox_served(free_port()) as sandbox:
        async with opened(sandbox, database, folder) as house:
            settings: Settings = house.services.settings
            set_up_logs("json", "WARNING", settings.secrets, heard)  # type: ignore[arg-type]  # it writes, and no more
            say(HEADING)
            for name in names(wanted):
                figures = await fuzzed(house, name, EDGES[name], count, seed, heard)
                say(figures.line())
                for found in [*figures.broken[:5], *figures.leaks[:5]]:
                    say(f"    {found}")
                for fault, times in figures.faults.most_common(25):
                    say(f"    {times} x {fault}")
                done.append(figures)
    return done


def main() -> int:
    options = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    options.add_argument("--requests", type=int, default=10_000, help="for each edge")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--edge", action="append", default=[], help="a part of an edge's name; all by default")
    options.add_argument("--database", default="", help="PostgreSQL to use, empty; a fresh SQLite file by default")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="rite-fuzz-") as folder:
        database = given.database or f"sqlite:///{folder}/rite.db"
        done = asyncio.run(run(given.requests, given.seed, given.edge, database, Path(folder)))
    sent, bad = sum(one.requests for one in done), [one.edge for one in done if not one.clean]
    say(f"{sent:,} requests at {len(done)} edges: {'clean' if not bad else 'see ' + ', '.join(bad)}.")
    return FOUND if bad else 0


if __name__ == "__main__":
    sys.exit(main())
