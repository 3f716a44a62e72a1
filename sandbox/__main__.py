"""python -m sandbox: serve the look-alikes on one loopback port."""

import argparse
from datetime import datetime

import uvicorn

from sandbox.app import build
from sandbox.world import Config


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--service", default="http://127.0.0.1:8080", help="where the service under test listens")
    parser.add_argument("--now", type=datetime.fromisoformat, default=None, help="ISO time the clock starts at")
    parser.add_argument("--real", action="append", default=[], help="a platform that the service does not meet here")
    options = parser.parse_args()
    address = f"http://{options.host}:{options.port}"
    config = Config(base_url=address, service_url=options.service, real=tuple(options.real))
    uvicorn.run(
        build(config, options.now),
        host=options.host,
        port=options.port,
        log_level="warning",
        date_header=False,  # what a look-alike tells as the time is its own business
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
