"""How a benchmark ends: its table is printed, or one sentence says why there is none. Its folder is gone either way."""

import shutil
from collections.abc import Callable
from pathlib import Path

from provision.errors import ProvisioningFailed
from provision.say import say
from provision.throwaway import private_folder


def printed(measured: Callable[[Path], str]) -> int:
    """Give it an empty folder and print what it tells; returns the exit status."""
    folder = private_folder()
    try:
        told = measured(folder)
    except ProvisioningFailed as failed:
        say(f"The benchmark did not run. {failed}")
        return 3
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(told)
    return 0
