"""Packages of peers: fetched when a benchmark runs, pinned, into a cache outside the tree, or said to be missing."""

import os
import shutil
import sys
from pathlib import Path

from provision.commands import output_of
from provision.errors import CommandFailed
from provision.say import say

PATIENCE_SECONDS = 300.0


class NotToBeHad(Exception):
    """The peer cannot run here; the message says why, for the table."""


def cache() -> Path:
    """Where fetched peers stay for the next run."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rite-bench"


def from_npm(package: str, version: str, *beside: str) -> Path:
    """The folder with node_modules in which this version is installed. Raises NotToBeHad.

    beside are further packages it needs, pinned as name@version.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NotToBeHad("node and npm are not on this machine")
    folder = cache() / f"{package}-{version}"
    if not (folder / "node_modules" / package).is_dir():
        say(f"Fetching {package} {version} with npm, once.")
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--no-audit", "--no-fund", "--save-exact", "--ignore-scripts", "--loglevel=error")
        _fetch(["npm", "install", "--prefix", folder, *options, f"{package}@{version}", *beside], folder)
    return folder


def from_pip(package: str, *wanted: str) -> Path:
    """The Python of a throw-away environment with these pinned requirements. Raises NotToBeHad."""
    folder = cache() / f"{'-'.join([package, *sys.version.split()[:1]])}"
    program = folder / "bin" / "python"
    if not (folder / "ready").exists():
        say(f"Fetching {' '.join(wanted)} with pip, once.")
        _fetch([sys.executable, "-m", "venv", folder], folder)
        _fetch([program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], folder)
        (folder / "ready").touch()
    return program


def _fetch(command: list[str | Path], folder: Path) -> None:
    try:
        output_of(command, timeout_seconds=PATIENCE_SECONDS)
    except CommandFailed as failed:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotToBeHad(f"it could not be fetched ({failed.last_line[:80]})") from failed
