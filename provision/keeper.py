"""python -m provision.keeper NAME...: start throw-away servers and keep them until standard input closes.

The process that wants the servers holds the other end of that pipe. However it ends (well, by Ctrl-C, killed), the
pipe closes and the keeper stops the servers and removes their folder. One line of JSON on standard output tells
`{"urls": {name: url}}` or `{"failed": sentence}`. A line `{"restart": name, "ending": signal}` on standard input ends
a server in that way and brings it back; it is answered by `{"restarted": name}` or `{"failed": sentence}`.
"""

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from provision import postgres_server, redis_server
from provision.errors import ProvisioningFailed
from provision.throwaway import Server, private_folder

STARTERS: Mapping[str, Callable[[Path], Server]] = {
    "postgres": postgres_server.start,
    "durable-postgres": partial(postgres_server.start, fsync=True),
    "redis": redis_server.start,
}


def main(names: list[str]) -> int:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(_folder())
            servers = {name: stack.enter_context(_running(STARTERS[name], folder)) for name in names}
        except ProvisioningFailed as failed:
            _tell({"failed": str(failed)})
            return 1
        _tell({"urls": {name: server.url for name, server in servers.items()}})
        for line in sys.stdin.buffer:
            _tell(_restarted(servers, json.loads(line)))
    return 0


def _restarted(servers: Mapping[str, Server], wish: Mapping[str, str]) -> Mapping[str, object]:
    try:
        servers[wish["restart"]].restart(signal.Signals[wish["ending"]])
    except ProvisioningFailed as failed:
        return {"failed": str(failed)}
    return {"restarted": wish["restart"]}


@contextmanager
def _folder() -> Iterator[Path]:
    folder = private_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(start: Callable[[Path], Server], folder: Path) -> Iterator[Server]:
    server = start(folder)
    try:
        yield server
    finally:
        server.stop()


def _tell(answer: Mapping[str, object]) -> None:
    with suppress(BrokenPipeError):  # whoever asked is gone already; standard input tells the same
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
