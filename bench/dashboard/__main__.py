"""python -m bench.dashboard [--posts N] [--readings N] [--rounds N]: print what the page of numbers costs."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from pydantic import SecretStr

from bench.dashboard.looking import Viewer, lines_of, measured, viewing
from bench.dashboard.year import Size
from bench.databases import on_postgres
from bench.machine import machine
from bench.printed import printed
from bench.service import KEYS
from bench.sheet import Line, sheet
from core.services import open_services
from core.settings import Settings
from provision.say import say
from provision.servers import keep

TENTH = 10
TOLD = ("starlette", "jinja2", "sqlalchemy", "psycopg")


async def measure(server: str, folder: Path, size: Size, rounds: int) -> list[Line]:
    say("Living through a tenth of a year, and through a whole one.")
    small = Size(max(TENTH, size.posts // TENTH), size.readings)
    async with _opened(server, folder, "little", small) as little, _opened(server, folder, "much", size) as much:
        say("Looking.")
        return await lines_of(little, much, await measured(little, much, rounds))


@asynccontextmanager
async def _opened(server: str, folder: Path, name: str, size: Size) -> AsyncIterator[Viewer]:
    settings = Settings(
        _env_file=None,
        database_url=await on_postgres(server, name),
        secret_keys=SecretStr(KEYS),
        media_url=f"file://{folder}/media",
        var_dir=folder,
    )
    services = open_services(settings)
    try:
        async with viewing(services, size) as viewer:
            yield viewer
    finally:
        await services.close()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench-dashboard", description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000, help="published in a year")
    parser.add_argument("--readings", type=int, default=200, help="of each post")
    parser.add_argument("--rounds", type=int, default=7)
    wish = parser.parse_args(arguments)

    def told(folder: Path) -> str:
        with closing(keep(["durable-postgres"])) as kept:
            server, size = kept.urls["durable-postgres"], Size(wish.posts, wish.readings)
            lines = asyncio.run(measure(server, folder, size, wish.rounds))
        return f"{sheet(lines)}\n\n{machine(TOLD)}"

    return printed(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
