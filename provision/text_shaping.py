"""python -m provision.text_shaping: see that Pillow can shape Arabic, Hebrew and Indic text.

It loads Debian's libfribidi0 at run time for that; no wheel brings it.
"""

import ctypes

from provision.debian import install
from provision.errors import ProvisioningFailed
from provision.say import say

LIBRARY = "libfribidi.so.0"


def ensure(*, may_ask: bool = True) -> None:
    """Install the library unless it is there.

    Raises:
        ProvisioningFailed: it is missing and cannot be installed.
    """
    if not present():
        install(["libfribidi0"], "shaping text on flyers", may_ask=may_ask)
    if not present():
        raise ProvisioningFailed(f"{LIBRARY} is installed but cannot be loaded.")


def present() -> bool:
    """Whether the library can be loaded."""
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


def main() -> None:
    try:
        ensure(may_ask=False)
    except ProvisioningFailed as failed:
        say(f"{failed} Flyers are painted all the same, but Arabic, Hebrew and Indic letters on them will not join.")


if __name__ == "__main__":
    main()
