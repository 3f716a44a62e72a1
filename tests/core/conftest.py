"""The publishing machine on both databases, against the served look-alike of Instagram."""

import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from builders import NOW, USERNAME, Machine, flyer, open_at, settle_in
from stages.world import Sandbox

from core.services import Services


@pytest.fixture(scope="session")
def pictures() -> Iterator[str]:
    """An address that answers every request with a flyer, as Rite's own web process would."""
    jpeg = flyer()

    class Flyers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "image/jpeg")
            self.send_header("content-length", str(len(jpeg)))
            self.end_headers()
            self.wfile.write(jpeg)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Flyers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(5)


@pytest.fixture
async def services(database: str, sandbox_server: Sandbox, pictures: str, tmp_path: Path) -> AsyncIterator[Services]:
    """Everything that is opened once a process, with a fresh sandbox around it."""
    await sandbox_server.reset(NOW, "http://127.0.0.1:9")
    opened = open_at(sandbox_server, database, tmp_path, pictures)
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
