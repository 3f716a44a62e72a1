"""Choose a program: the machine's own, one carried by a wheel, or one Debian has yet to install."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.commands import output_of
from provision.errors import CommandFailed, ProvisioningFailed

SKIP_VARIABLE = "RITE_PROVISION_SKIP"

Version = tuple[int, ...]


@dataclass(frozen=True)
class Program:
    """An executable that told its version."""

    path: Path
    version: Version

    @property
    def version_text(self) -> str:
        return ".".join(str(number) for number in self.version)


@dataclass(frozen=True)
class Source:
    """One place to look; `find` returns None when there is nothing.

    `name` is what `RITE_PROVISION_SKIP` lists (comma separated), `words` what a person reads.
    """

    name: str
    words: str
    find: Callable[[], Program | None]


def skipped_sources() -> frozenset[str]:
    """Names of the sources that this run must not use."""
    return frozenset(name.strip() for name in os.environ.get(SKIP_VARIABLE, "").split(",") if name.strip())


def choose(what: str, sources: Sequence[Source], skipped: Collection[str] = ()) -> tuple[Program, Source]:
    """Take the first source that has the program.

    Raises:
        ProvisioningFailed: none has.
    """
    tried = [source for source in sources if source.name not in skipped]
    for source in tried:
        program = source.find()
        if program is not None:
            return program, source
    looked = ", ".join(source.words for source in tried) or "nowhere, because every source was skipped"
    raise ProvisioningFailed(f"No usable {what} was found (looked at: {looked}).")


def parse_version(text: str) -> Version | None:
    """Read the first number that looks like a version, e.g. (15, 18) in "postgres (PostgreSQL) 15.18 (Debian ...)"."""
    found = re.search(r"(?<![\w.])v?=?(\d+(?:\.\d+)*)", text)
    return tuple(int(number) for number in found[1].split(".")) if found else None


def ask_version(path: Path) -> Program | None:
    """The program at `path` with its version, or None when it cannot run here."""
    try:
        version = parse_version(output_of([path, "--version"], timeout_seconds=30))
    except CommandFailed:
        return None
    return None if version is None else Program(path, version)


def on_path(*names: str) -> Path | None:
    """The first of `names` on PATH; this environment's own programs do not count as the machine's."""
    own = Path(sys.prefix, "bin").resolve()
    folders = [folder for folder in os.get_exec_path() if Path(folder).resolve() != own]
    for name in names:
        found = shutil.which(name, path=os.pathsep.join(folders))
        if found is not None:
            return Path(found)
    return None
