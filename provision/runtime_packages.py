"""python -m provision.runtime_packages: the packages of this environment that Rite does not need to run.

An image is made of the one list of pins, tests and tools included; what this prints is taken out again.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

PACKAGING = Path(__file__).resolve().parent.parent / "pyproject.toml"
RUNNING = ("otel", "sentry")
"""Extras an operator may switch on by a setting."""
OURS = "rite"


def needed() -> frozenset[str]:
    """Everything the product stands on in this environment, by normalised name."""
    project = tomllib.loads(PACKAGING.read_text("utf-8"))["project"]
    extras = [requirement for extra in RUNNING for requirement in project["optional-dependencies"][extra]]
    found: set[tuple[str, str]] = set()
    ahead = [Requirement(words) for words in (*project["dependencies"], *extras)]
    while ahead:
        requirement = ahead.pop()
        for extra in ("", *requirement.extras):
            one = (plain(requirement.name), extra)
            if one not in found:
                found.add(one)
                ahead += _asked_by(requirement.name, extra)
    return frozenset(name for name, _ in found)


def others() -> list[str]:
    """What is installed besides."""
    installed = {plain(one.name) for one in distributions()}
    return sorted(installed - needed() - {OURS})


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked_by(name: str, extra: str) -> Iterator[Requirement]:
    """What a package asks for here; one that is not installed was not asked for on this machine."""
    try:
        package: Distribution = distribution(name)
    except PackageNotFoundError:
        return
    for words in package.requires or ():
        requirement = Requirement(words)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in others()))
