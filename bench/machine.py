"""On what a benchmark ran, because absolute figures do not travel without it."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

TOLD = ("sqlalchemy", "psycopg", "dramatiq", "redis")


def machine(told: Sequence[str] = TOLD) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in told)
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}"
