"""The environment is the same everywhere: every package pinned, every file named by its hash."""

import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PINS = (ROOT / "constraints.txt").read_text()
PINNED_LINE = re.compile(r"(?P<name>[a-z0-9-]+)(\[[a-z0-9,-]+\])?==(?P<version>\S+)( ; [^\\]+)? \\")
HASH_LINE = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")


def plain(requirement: str) -> str:
    """The normalised name at the front of a requirement."""
    name = re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = chain.from_iterable(project["project"]["optional-dependencies"].values())
    building = project["build-system"]["requires"]
    return [plain(requirement) for requirement in [*project["project"]["dependencies"], *extras, *building]]


def test_every_line_is_an_exact_version_or_a_hash() -> None:
    strange = [line for line in PINS.splitlines() if not PINNED_LINE.fullmatch(line) and not HASH_LINE.fullmatch(line)]
    assert strange == []


def test_every_package_has_a_hash() -> None:
    blocks = re.split(r"\n(?=\S)", PINS.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert len(blocks) > len(set(declared()))


def test_everything_the_project_declares_is_pinned() -> None:
    pinned = {found["name"] for line in PINS.splitlines() if (found := PINNED_LINE.fullmatch(line))}
    assert set(declared()) - pinned == set()
