"""Where the tests find PostgreSQL, Redis and Chromium.

`make test` starts them once for the whole run and says where they are through RITE_TEST_DATABASE_URL,
RITE_TEST_REDIS_URL and RITE_TEST_CHROMIUM. Plain `pytest` works as well: whatever is not set is provided when a test
first asks, and ends with the process that asked.
"""

import atexit
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from provision import chromium as browser
from provision.errors import ProvisioningFailed
from provision.servers import keep, offered


def database_url() -> str:
    """URL of a PostgreSQL superuser in the maintenance database: create databases of your own from there."""
    return _url("postgres")


def redis_url() -> str:
    """URL of a Redis that other tests of this run use as well: keep to a key prefix or database number of your own."""
    return _url("redis")


@cache
def chromium() -> Path:
    """Path of a headless-capable Chromium; as root it needs `--no-sandbox`."""
    try:
        return browser.find_or_install()
    except ProvisioningFailed as failed:
        _end_the_run(failed)


@cache
def _url(name: str) -> str:
    try:
        given = offered(name)
        if given is not None:
            return given
        kept = keep([name])
    except ProvisioningFailed as failed:
        _end_the_run(failed)
    atexit.register(kept.close)
    return kept.urls[name]


def _end_the_run(failed: ProvisioningFailed) -> NoReturn:
    """A machine that lacks something is a failed run, never a skipped test."""
    pytest.exit(f"The tests stopped. {failed}", returncode=3)
