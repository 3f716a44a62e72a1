"""python -m chaos.processes.sandbox_process GROUND: the sandbox in a process of its own, in fast time.

It also serves our pictures, as Rite's web process would: every public address of the run is here.
"""

import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import uvicorn
from chaos.processes.ground import Ground
from chaos.processes.lifeline import die_with_parent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.app import build
from sandbox.clock import SandboxClock
from sandbox.world import Config


def main(ground: Ground) -> None:
    die_with_parent()
    port = int(ground.sandbox_url.rpartition(":")[2])
    app = build(Config(base_url=ground.sandbox_url, service_url=ground.sandbox_url))
    app.state.world.clock = SandboxClock(
        datetime.fromisoformat(ground.start), began=datetime.fromisoformat(ground.began), rate=ground.rate
    )
    app.router.routes.insert(0, Route("/media/{key}", _pictures(ground.path / "media"), methods=["GET", "HEAD"]))
    uvicorn.run(app, port=port, log_level="error", access_log=False, backlog=4096)


def _pictures(folder: Path) -> Callable[[Request], Awaitable[Response]]:
    kept: dict[str, bytes] = {}

    async def serve(request: Request) -> Response:
        key = request.path_params["key"]
        if key not in kept:
            kept[key] = (folder / key).read_bytes()
        return Response(kept[key], media_type="image/jpeg")

    return serve


if __name__ == "__main__":
    main(Ground.read(Path(sys.argv[1]).read_text()))
