"""A small `make chaos`: processes die and freeze, connections are cut, Instagram fails, and nothing is done twice."""

import os
from urllib.parse import urlsplit

import pytest
from chaos import machine
from chaos.report import Outcome
from chaos.stage import Order, Servers
from servers import database_url, redis_url

ORDER = Order(posts=36, kills=10, freezes=1, seed=20261122, per_second=12.0, lease_seconds=3.0, rate=60.0, workers=2)
ALONE = Order(posts=16, kills=4, freezes=1, seed=20261122, per_second=8.0, lease_seconds=3.0, rate=60.0)


@pytest.fixture
def servers() -> Servers:
    """Those of the whole run, which other tests use as well: nothing restarts them."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    redis = urlsplit(redis_url())._replace(path=f"/{8 + worker % 8}").geturl()
    return Servers(database_url(), redis)


@pytest.mark.postgres
@pytest.mark.redis
async def test_nothing_doubles_and_nothing_is_lost_while_processes_die(servers: Servers) -> None:
    nothing_is_wrong(await machine.on_servers(ORDER, servers), ORDER)


@pytest.mark.thorough
@pytest.mark.sqlite
async def test_nothing_doubles_when_the_one_process_dies_again_and_again() -> None:
    nothing_is_wrong(await machine.in_one_process(ALONE), ALONE)


def nothing_is_wrong(outcome: Outcome, order: Order) -> None:
    assert outcome.verdict is not None
    assert outcome.clean, "\n".join([outcome.line(), *outcome.notes])
    assert outcome.verdict.published > order.posts / 2
    assert outcome.done["kills"] >= order.kills / 3
    assert outcome.done["faults"] >= 1
