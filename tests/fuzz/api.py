"""python -m fuzz.api: what `make fuzz-api` does. Schemathesis asks our API whatever docs/openapi.json allows, and more.

Nothing may answer with a 5xx, with a status, a type or a shape the file does not tell, or without a token.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import uvicorn
from builders import NOW, USERNAME, settle_in
from publishing_machine import Machine, open_at
from stages.world import sandbox_served

from bot.web.api.app import AT
from bot.web.app import build_web
from core.api_tokens.issue import make_token, show_token
from core.api_tokens.model import Scope
from core.migrate import migrate
from core.notices.notify import get_conversation
from core.services import Services
from core.tempo import Tempo
from core.workspaces.model import Member
from provision.say import say
from provision.throwaway import free_port
from rite.run import Server

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
NOT_IN_A_SCHEMA = "positive_data_acceptance"
"""That an hour has passed, a zone is unknown or a post is live already makes a request wrong, and no schema says it."""


async def owners_token(machine: Machine, member: Member) -> str:
    async with machine.services.db.transaction() as session:
        place = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        now = machine.clock.now()
        made = await make_token(session, member, place, "Schemathesis", tuple(Scope), timedelta(days=300), now)
        return (await show_token(session, member, made.id, now))[1]


@asynccontextmanager
async def served(services: Services) -> AsyncIterator[str]:
    """The whole web on a socket, without limits on how often anybody may ask."""
    settings = services.settings.model_copy(update={"requests_per_minute": 0})
    unhurried = replace(services, settings=settings, tempo=Tempo(0, services.clock))
    port = free_port()
    config = uvicorn.Config(build_web(unhurried, []), port=port, log_config=None, lifespan="off", access_log=False)
    server = Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets a flag, and no event
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


async def examined(
    machine: Machine, folder: Path, examples: int, seed: int, more: Sequence[str] = ()
) -> tuple[int, str]:
    """(status, what it said) of a run of Schemathesis in a process of its own."""
    for _ in range(3):
        await machine.in_review()
    token = await owners_token(machine, machine.team.ada)
    async with served(machine.services) as url:
        asking = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "schemathesis.cli", "run", str(DOCUMENT), "--url", f"{url}{AT}"),
            *("-H", f"Authorization: Bearer {token}", "--exclude-checks", NOT_IN_A_SCHEMA, "--no-color"),
            *("--max-examples", str(examples), "--seed", str(seed)),
            *("--suppress-health-check", "all", "--warnings", "off", *more),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=folder,
        )
        said, _ = await asking.communicate()
    return asking.returncode or 0, said.decode()


async def run(examples: int, seed: int, more: Sequence[str], database: str, folder: Path) -> int:
    await migrate(database)
    with sandbox_served(free_port()) as sandbox:
        await sandbox.reset(NOW, "http://127.0.0.1:9")
        services = open_at(sandbox, database, folder, "http://127.0.0.1:9")
        try:
            signed_in = await sandbox.do("instagram/grant", username=USERNAME)
            async with services.db.transaction() as session:
                team = await settle_in(session, services, signed_in)
            status, said = await examined(Machine(services, sandbox, team), folder, examples, seed, more)
        finally:
            await services.close()
            await sandbox.leave()
    say(said)
    return status


def main() -> int:
    options = argparse.ArgumentParser(prog="fuzz.api", description=__doc__)
    options.add_argument("--examples", type=int, default=200, help="for each operation and phase")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--database", default="", help="PostgreSQL to use, empty; a fresh SQLite file by default")
    given, more = options.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="rite-fuzz-api-") as folder:
        database = given.database or f"sqlite:///{folder}/rite.db"
        return asyncio.run(run(given.examples, given.seed, more, database, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
