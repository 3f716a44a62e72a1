"""Where the tests find PostgreSQL, Redis and Chromium.

`make test` starts them once for the whole run and says where they are through RITE_TEST_DATABASE_URL,
RITE_TEST_REDIS_URL and RITE_TEST_CHROMIUM. Plain `pytest` works as well: whatever is not set is provided when a test
first asks, and ends with the process that asked.
"""

import atexit
from functools import cache
from pathlib import Path

import pytest

from provision import chromium as browser
from provision.errors import ProvisioningFailed
from provision.servers import keep, offered


def database_url() -> str:
    """URL of a PostgreSQL superuser in the maintenance database: create databases of your own from there."""
    return _present(_server("postgres"))


def redis_url() -> str:
    """URL of a Redis that other tests of this run use as well: keep to a key prefix or database number of your own."""
    return _present(_server("redis"))


def chromium() -> Path:
    """Path of a headless-capable Chromium; as root it needs `--no-sandbox`."""
    return Path(_present(_browser()))


def _present(found: str | ProvisioningFailed) -> str:
    """A machine that lacks something makes tests fail, never skip."""
    if isinstance(found, ProvisioningFailed):
        pytest.fail(str(found), pytrace=False)
    return found


@cache  # a failure is kept too: what could not be fetched once is not fetched for every test
def _server(name: str) -> str | ProvisioningFailed:
    try:
        given = offered(name)
        if given is not None:
            return given
        kept = keep([name])
    except ProvisioningFailed as failed:
        return failed
    atexit.register(kept.close)
    return kept.urls[name]


@cache
def _browser() -> str | ProvisioningFailed:
    try:
        return str(browser.find_or_install())
    except ProvisioningFailed as failed:
        return failed
