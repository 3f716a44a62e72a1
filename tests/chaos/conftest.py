"""Fresh machines for the suites, as many as a test wants, each with a database and a world of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from shutil import copy

import pytest
from builders import NOW, USERNAME, settle_in
from chaos.suites.scene import MakeMachine
from publishing_machine import Machine, open_at
from stages.world import Sandbox


@pytest.fixture
async def make(
    sqlite_template: Path, sandbox_server: Sandbox, pictures: str, shelf: Path, tmp_path: Path
) -> AsyncIterator[MakeMachine]:
    """Makes machines on SQLite, one after the other: the sandbox begins anew with each."""
    numbers = count(1)
    async with AsyncExitStack() as stack:

        async def machine() -> Machine:
            path = tmp_path / f"rite{next(numbers)}.db"
            copy(sqlite_template, path)
            await sandbox_server.reset(NOW, "http://127.0.0.1:9")
            stack.push_async_callback(sandbox_server.http.aclose)
            services = open_at(sandbox_server, f"sqlite:///{path}", tmp_path, pictures, media_url=f"file://{shelf}")
            stack.push_async_callback(services.close)
            signed_in = await sandbox_server.do("instagram/grant", username=USERNAME)
            async with services.db.transaction() as session:
                team = await settle_in(session, services, signed_in)
            return Machine(services, sandbox_server, team)

        yield machine
