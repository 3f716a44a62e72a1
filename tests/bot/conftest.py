"""The bot's voice in both houses, with rows and the look-alikes behind it and no process around it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from builders import NOW, USERNAME, settle_in
from chat_stage import Chat, slack_client, telegram_bot
from publishing_machine import open_at
from stages.world import Sandbox


@pytest.fixture
async def chat(database: str, sandbox_server: Sandbox, tmp_path: Path) -> AsyncIterator[Chat]:
    """A team whose campaign lives in Slack's #events; Ada owns it."""
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    services = open_at(sandbox_server, database, tmp_path, "http://127.0.0.1:9")
    signed_in = await sandbox_server.do("instagram/grant", username=USERNAME)
    async with services.db.transaction() as session:
        team = await settle_in(session, services, signed_in, room="C0EVENTS01")
    async with ClientSession() as http, telegram_bot(sandbox_server) as bot:
        yield Chat(services, sandbox_server, team, slack_client(sandbox_server, http), bot)
    await services.close()
    await sandbox_server.leave()
