"""What a picture depends on besides its design and words: the painter's own code, and the library it paints with."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import PIL

PACKAGES = ("core.adapters.pillow_painter", "core.templates")


@cache
def painter_version() -> str:
    """Another one whenever the same flyer may come out differently."""
    digest = sha256(PIL.__version__.encode())
    for package in PACKAGES:
        for file in _sources(files(package)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda found: found.name):
        if each.is_dir():
            yield from _sources(each)
        elif each.name.endswith(".py"):
            yield each
