"""python -m provision.environment: make `.venv` with everything pinned in constraints.txt and the `rite` command.

Runs with whatever Python 3.11 or newer the machine has. uv does it when it is on PATH, else venv and pip.
"""

import fcntl
import importlib.util
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provision.commands import output_of
from provision.debian import install
from provision.errors import CommandFailed, ProvisioningFailed
from provision.say import say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "ready"
PINS = ROOT / "constraints.txt"
PACKAGING = ROOT / "pyproject.toml"

OLDEST = (3, 11)
RIGHT_PYTHON = f"import sys; sys.exit(sys.version_info < {OLDEST})"


def main() -> int:
    try:
        with _alone():
            if not _up_to_date():
                _build()
    except ProvisioningFailed as failed:
        say(str(failed))
        return 1
    return 0


def _build() -> None:
    started = time.monotonic()
    if VENV.exists() and not _succeeds([PYTHON, "-c", RIGHT_PYTHON]):
        say("The environment in .venv does not work any more; making it anew.")
        shutil.rmtree(VENV)
    _with_uv_or_pip()
    _compile()
    STAMP.touch()
    say(f"The environment is ready in .venv ({time.monotonic() - started:.0f} seconds).")


def _with_uv_or_pip() -> None:
    uv = shutil.which("uv")
    try:
        if uv is not None:
            _with_uv(uv)
            return
    except CommandFailed as failed:
        say(f"uv could not do it ({failed.last_line}); trying pip.")
    try:
        _with_pip()
    except CommandFailed as failed:
        raise ProvisioningFailed(f"The environment could not be made: {failed}: {failed.last_line}") from failed


def _with_uv(uv: str) -> None:
    if not PYTHON.exists():
        say("Making the Python environment .venv with uv.")
        output_of([uv, "venv", "--quiet", "--python", sys.executable, VENV])
    say("Installing the pinned packages with uv; some seconds, a minute on a slow line.")
    into: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    output_of([*into, "--require-hashes", "-r", PINS])
    output_of([*into, "--no-deps", "--no-build-isolation", "--editable", ROOT])


def _with_pip() -> None:
    if not PYTHON.exists() or not _succeeds([PYTHON, "-m", "pip", "--version"]):
        say("Making the Python environment .venv.")
        _require_venv()
        output_of([sys.executable, "-m", "venv", VENV])
    say("Installing the pinned packages with pip; one to two minutes.")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    output_of([*pip, "--require-hashes", "--no-compile", "-r", PINS])
    output_of([*pip, "--no-build-isolation", "--editable", str(ROOT)])


def _require_venv() -> None:
    """Debian ships its Python without what `python -m venv` needs."""
    if importlib.util.find_spec("ensurepip") is None:
        install(["python3-venv"], "making a Python environment")


def _compile() -> None:
    """Compile what was installed, on all cores: a start without compiled files takes three times as long."""
    say("Compiling them once, so that every start is quick.")
    packages = next(VENV.glob("lib/python*/site-packages"))
    # some packages carry files that are not meant to compile, so its status says nothing
    _succeeds([PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", "/tests?/", packages])


def _up_to_date() -> bool:
    """Whether another make finished the work while this one waited."""
    try:
        built = STAMP.stat().st_mtime
    except FileNotFoundError:
        return False
    return all(built > source.stat().st_mtime for source in (PINS, PACKAGING))


@contextmanager
def _alone() -> Iterator[None]:
    """Let two makes in one checkout take turns."""
    with PINS.open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _succeeds(command: list[str | Path]) -> bool:
    try:
        output_of(command)
    except CommandFailed:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
