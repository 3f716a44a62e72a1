"""python -m provision.text_shaping: see that flyers can show every script.

Pillow loads Debian's libfribidi0 at run time to join Arabic, Hebrew and Indic letters; no wheel brings it. Fonts for
Chinese, Japanese and Korean, and for emoji, are too large to ship with the product and come from Debian as well.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from provision.debian import install
from provision.errors import ProvisioningFailed
from provision.say import say

FONTS = Path("/usr/share/fonts")


class Install(Protocol):
    """As `provision.debian.install`."""

    def __call__(self, packages: list[str], purpose: str, *, may_ask: bool = True) -> None: ...


@dataclass(frozen=True)
class Need:
    """A Debian package flyers want, how to see that it is there, and what they look like without it."""

    package: str
    purpose: str
    without: str
    present: Callable[[], bool]
    needed: bool = False
    """Whether the tests cannot do without."""


def shapes_text() -> bool:
    """Whether Pillow will be able to load what joins letters."""
    try:
        ctypes.CDLL("libfribidi.so.0")
    except OSError:
        return False
    return True


def has_font(name: str) -> Callable[[], bool]:
    """Asks whether a font file of that name lies anywhere below Debian's folder of fonts."""
    return lambda: next(FONTS.rglob(name), None) is not None


NEEDS = (
    Need(
        "libfribidi0",
        "shaping text on flyers",
        "Arabic, Hebrew and Indic letters on flyers will not join",
        shapes_text,
        needed=True,
    ),
    Need(
        "fonts-noto-cjk",
        "Chinese, Japanese and Korean on flyers",
        "Chinese, Japanese and Korean letters on flyers will be empty boxes, and Rite will say so on the card",
        has_font("NotoSansCJK-Bold.ttc"),
    ),
    Need(
        "fonts-noto-color-emoji",
        "emoji on flyers",
        "emoji will be left out of flyers",
        has_font("NotoColorEmoji.ttf"),
    ),
)


def ensure(*, may_ask: bool = True, needs: Sequence[Need] = NEEDS, install: Install = install) -> None:
    """Install what is missing; fonts that cannot be had are told about and done without.

    Raises:
        ProvisioningFailed: what joins letters is missing and cannot be installed.
    """
    for need, failed in _unmet(needs, may_ask, install):
        if need.needed:
            raise failed
        say(f"{failed} Without it {need.without}.")


def _unmet(needs: Sequence[Need], may_ask: bool, install: Install) -> Iterator[tuple[Need, ProvisioningFailed]]:
    for need in needs:
        if need.present():
            continue
        try:
            install([need.package], need.purpose, may_ask=may_ask)
        except ProvisioningFailed as failed:
            yield need, failed
        else:
            if not need.present():
                yield need, ProvisioningFailed(f"{need.package} is installed but cannot be found.")


def main() -> None:
    for need, failed in _unmet(NEEDS, False, install):
        say(f"{failed} Flyers are painted all the same, but {need.without}.")


if __name__ == "__main__":
    main()
