"""The machine with a model: the sandbox's, over a socket."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, USERNAME, settle_in
from paying import PayingMachine
from publishing_machine import Machine, open_at
from pydantic import SecretStr
from stages.world import Sandbox


@pytest.fixture
async def paying(
    database: str, sandbox_server: Sandbox, pictures: str, shelf: Path, tmp_path: Path
) -> AsyncIterator[PayingMachine]:
    """Opens a machine with these settings; by default one with a model whose tokens cost a dollar a million."""
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    usual = {
        "openai_api_key": SecretStr(sandbox_server.world.config.openai_api_key),
        "openai_base_url": f"{sandbox_server.url}/openai/v1",
        "openai_prices": "gpt-5.4-mini=1/1",
        "media_url": f"file://{shelf}",
    }
    async with AsyncExitStack() as stack:
        stack.push_async_callback(sandbox_server.leave)

        async def open_machine(**settings: Any) -> Machine:
            services = open_at(sandbox_server, database, tmp_path, pictures, **{**usual, **settings})
            stack.push_async_callback(services.close)
            signed_in = await sandbox_server.do("instagram/grant", username=USERNAME)
            async with services.db.transaction() as session:
                team = await settle_in(session, services, signed_in)
            return Machine(services, sandbox_server, team)

        yield open_machine
