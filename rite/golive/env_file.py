"""Settings written into .env, readable by nobody else; every other line stays as it is."""

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp

OWNER_ALONE = 0o600
LINE = re.compile(r"^(?P<off>#?)\s*(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)$")
PLAIN = re.compile(r"[\w:/.@+~=,?&%-]+")


def read(file: Path) -> dict[str, str]:
    """What has a value there; of a name that stands there twice, the last."""
    found = (LINE.match(line) for line in _lines(file))
    told = {line["name"]: line["value"].strip().strip("\"'") for line in found if line and not line["off"]}
    return {name: value for name, value in told.items() if value}


def write(file: Path, values: Mapping[str, str]) -> None:
    """Put the values where their names stand, or at the end. Raises ValueError for a value no line can hold."""
    if wrong := [name for name, value in values.items() if not PLAIN.fullmatch(value)]:
        raise ValueError(f"{wrong[0]} has something in it that does not belong there.")
    file = file.resolve()
    done, lines = read(file).keys() & values.keys(), _lines(file)
    for number, line in enumerate(lines):
        found = LINE.match(line)
        if found and found["name"] in values and (not found["off"] or found["name"] not in done):
            lines[number] = f"{found['name']}={values[found['name']]}"
            done |= {found["name"]}
    lines += [f"{name}={value}" for name, value in values.items() if name not in done]
    _replace(file, "\n".join(lines) + "\n")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _replace(file: Path, text: str) -> None:
    """All of it or nothing, and never readable by others, not for a moment."""
    handle, fresh = mkstemp(dir=file.parent, prefix=".env-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            os.fchmod(opened.fileno(), OWNER_ALONE)
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(fresh).replace(file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(fresh).unlink()
        raise
