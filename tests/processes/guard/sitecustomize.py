"""Loaded by every Python process whose PYTHONPATH names this folder: no socket reaches an address that is not allowed.

GUARD_PORTS lists the loopback ports that may be reached; GUARD_LOG is the file that every attempt is written to.
"""

import os
import socket
from pathlib import Path
from typing import Any

_ALLOWED = {int(port) for port in os.environ["GUARD_PORTS"].split(",")}
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LOG = Path(os.environ["GUARD_LOG"])

_connect, _connect_ex, _sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


def _check(what: str, host: Any, port: Any) -> None:
    """Write the attempt down; raises OSError when it leads out."""
    with _LOG.open("a") as log:
        log.write(f"{what} {host} {port}\n")
    if host not in _LOOPBACK or (port is not None and int(port) not in _ALLOWED):
        raise OSError(f"the guard does not let {what} {host}:{port} through")


def _guarded(original: Any, what: str) -> Any:
    def call(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family != socket.AF_UNIX:
            _check(what, address[0], address[1])
        return original(self, *arguments)

    return call


def _looked_up(host: Any, port: Any, *arguments: Any, **named: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and str(port).isdigit():
        _check("lookup", name, port)
    else:
        _check("lookup", name or "localhost", None)
    return _getaddrinfo(host, port, *arguments, **named)


socket.socket.connect = _guarded(_connect, "connect")  # type: ignore[method-assign]  # that is what a guard is
socket.socket.connect_ex = _guarded(_connect_ex, "connect")  # type: ignore[method-assign]  # as above
socket.socket.sendto = _guarded(_sendto, "send")  # type: ignore[method-assign]  # as above
socket.getaddrinfo = _looked_up
