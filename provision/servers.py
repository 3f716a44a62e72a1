"""Ask for throw-away servers; they live as long as whoever asked."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from provision.errors import ProvisioningFailed

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = {"postgres": "RITE_TEST_DATABASE_URL", "redis": "RITE_TEST_REDIS_URL"}
PORTS = {"postgres": 5432, "redis": 6379}


@dataclass(frozen=True)
class Kept:
    """Running servers: `urls` by the names asked for. Close it to stop them and wait until they are gone."""

    urls: dict[str, str]
    keeper: subprocess.Popen[bytes]

    def close(self) -> None:
        self.keeper.communicate()  # closes its standard input, which is the sign to stop

    def restart(self, name: str, ending: signal.Signals) -> None:
        """End a server in this way and bring it back; returns once it answers again.

        Raises:
            ProvisioningFailed: it did not come back.
        """
        keeper = self.keeper
        assert keeper.stdin is not None and keeper.stdout is not None  # noqa: S101 - pipes were asked for
        keeper.stdin.write(json.dumps({"restart": name, "ending": ending.name}).encode() + b"\n")
        keeper.stdin.flush()
        answer: dict[str, Any] = json.loads(keeper.stdout.readline() or b"{}")
        if "restarted" not in answer:
            raise ProvisioningFailed(answer.get("failed", "The keeper of the test servers ended without a word."))


def keep(names: Sequence[str]) -> Kept:
    """Start the named servers (keeper.STARTERS) in a keeper of their own.

    Raises:
        ProvisioningFailed: one of them could not be found, fetched or started; none is left running.
    """
    keeper = subprocess.Popen(  # noqa: S603 - our own module with our own names
        [sys.executable, "-m", "provision.keeper", *names],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper acts when they have ended
    )
    assert keeper.stdout is not None  # noqa: S101 - a pipe was asked for, which the type does not know
    try:
        line = keeper.stdout.readline()
    except KeyboardInterrupt:
        keeper.communicate()  # leave no server half started
        raise
    answer: dict[str, Any] = json.loads(line or b"{}")
    if "urls" in answer:
        return Kept(answer["urls"], keeper)
    keeper.communicate()
    raise ProvisioningFailed(answer.get("failed", "The keeper of the test servers ended without a word."))


def offered(name: str) -> str | None:
    """The URL somebody set for this server in the environment, if any.

    Raises:
        ProvisioningFailed: one is set, but nobody listens there.
    """
    url = os.environ.get(VARIABLES[name])
    if not url:
        return None
    parts = urlsplit(url)
    if parts.hostname is not None:  # a Unix socket is left to the tests
        address = (parts.hostname, parts.port or PORTS[name])
        try:
            socket.create_connection(address, timeout=10).close()
        except OSError as error:
            where = f"{address[0]}:{address[1]}"
            raise ProvisioningFailed(f"{VARIABLES[name]} is set, but nothing answers at {where} ({error}).") from error
    return url
