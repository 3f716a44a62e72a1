"""Who is at the other end of a connection on this machine: others may be logged in here, too."""

import ipaddress
import os
from collections.abc import Iterable
from pathlib import Path

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
ROOT = 0
LOCAL_ADDRESS, UID = 1, 7
"""Columns of these tables."""


def is_ours(host: str, port: int, file: Path) -> bool:
    """Whether whoever asks is the user Rite runs as, the owner of the folder `file` is in, or root.

    Where the kernel does not tell, everybody on this machine is.
    """
    uid = owner_of(host, port)
    return uid is None or uid in {ROOT, os.getuid(), file.resolve().parent.stat().st_uid}


def owner_of(host: str, port: int, tables: Iterable[Path] = TABLES) -> int | None:
    """User id of the socket with this address; None when it is not in the kernel's tables."""
    wanted = f"{_as_the_kernel_writes(host)}:{port:04X}"
    for table in tables:
        rows = table.read_text(encoding="ascii").splitlines()[1:] if table.exists() else []
        for row in map(str.split, rows):
            if row[LOCAL_ADDRESS] == wanted:
                return int(row[UID])
    return None


def _as_the_kernel_writes(host: str) -> str:
    """Words of four bytes, each turned round."""
    packed = ipaddress.ip_address(host).packed
    return "".join(packed[at : at + 4][::-1].hex() for at in range(0, len(packed), 4)).upper()
