"""The publishing machine on both databases, against the served look-alike of Instagram."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from builders import NOW, USERNAME, Machine, open_at, settle_in
from media_server import media_served
from stages.world import Sandbox

from core.services import Services


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all tests of the process keep their files; keys are named by content, so none is in another's way."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def pictures(shelf: Path) -> Iterator[str]:
    """Our own public address, as far as files go."""
    with media_served(shelf) as url:
        yield url


@pytest.fixture
async def services(
    database: str, sandbox_server: Sandbox, pictures: str, shelf: Path, tmp_path: Path
) -> AsyncIterator[Services]:
    """Everything that is opened once a process, with a fresh sandbox around it."""
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    opened = open_at(sandbox_server, database, tmp_path, pictures, media_url=f"file://{shelf}")
    try:
        yield opened
    finally:
        await opened.close()
        await sandbox_server.leave()


@pytest.fixture
async def machine(services: Services, sandbox_server: Sandbox) -> Machine:
    """A team with a connected account."""
    signed_in = await sandbox_server.do("instagram/grant", username=USERNAME)
    async with services.db.transaction() as session:
        team = await settle_in(session, services, signed_in)
    return Machine(services, sandbox_server, team)
