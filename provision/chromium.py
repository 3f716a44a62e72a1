"""Headless Chromium for the tests that look at pages."""

import os
from pathlib import Path

from provision.debian import install
from provision.errors import ProvisioningFailed
from provision.programs import Program, Source, ask_version, choose, on_path, skipped_sources
from provision.say import say

VARIABLE = "RITE_TEST_CHROMIUM"
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")


def find_or_install() -> Path:
    """Path of a Chromium (or Chrome) that runs here.

    Raises:
        ProvisioningFailed: the one offered does not run, or none could be found or installed.
    """
    offered = os.environ.get(VARIABLE)
    if offered:
        if ask_version(Path(offered)) is None:
            raise ProvisioningFailed(f"{VARIABLE} names {offered}, which does not run.")
        return Path(offered)
    program, source = choose("Chromium", SOURCES, skipped_sources())
    say(f"Using Chromium {program.version_text} ({source.words}).")
    return program.path


def _installed() -> Program | None:
    path = on_path(*NAMES)
    return None if path is None else ask_version(path)


def _from_debian() -> Program | None:
    install(PACKAGES, "the tests' browser")
    return _installed()


SOURCES = (Source("system", "this machine's own", _installed), Source("debian", "Debian's package", _from_debian))
