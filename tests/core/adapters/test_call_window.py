"""The ceiling of calls per account and hour: the same in memory and on Redis, where all processes share it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from servers import redis_url

from core.adapters.call_window import SHORTEST_WAIT, CallWindow
from core.clock import SystemClock
from core.ports.gate import Urgency

PER_HOUR = 20
LATER, USUAL, MUST = Urgency.LATER, Urgency.USUAL, Urgency.MUST


@pytest.fixture(params=["memory", "redis"])
async def window(request: pytest.FixtureRequest) -> AsyncIterator[CallWindow]:
    opened = CallWindow(PER_HOUR, redis_url() if request.param == "redis" else None, SystemClock())
    yield opened
    await opened.close()


@pytest.fixture
def key() -> str:
    """An account nobody else has called."""
    return uuid4().hex


async def let_through(window: CallWindow, key: str, urgency: Urgency, tries: int = 2 * PER_HOUR) -> int:
    return sum([await window.take(key, urgency) is None for _ in range(tries)])


async def test_numbers_leave_a_quarter_and_everything_else_leaves_a_place_for_what_must_go(
    window: CallWindow, key: str
) -> None:
    assert await let_through(window, key, LATER) == 15
    assert await let_through(window, key, USUAL) == 4
    assert await let_through(window, key, MUST) == 1


async def test_accounts_do_not_use_up_each_others_calls(window: CallWindow, key: str) -> None:
    await let_through(window, key, MUST)
    assert await window.take(uuid4().hex, LATER) is None


async def test_whoever_has_to_wait_is_told_until_the_window_has_room(window: CallWindow, key: str) -> None:
    await let_through(window, key, USUAL)
    wait = await window.take(key, USUAL)
    assert wait is not None
    assert SHORTEST_WAIT < wait <= timedelta(hours=1)


async def test_processes_share_one_window_on_redis(key: str) -> None:
    first, second = (CallWindow(PER_HOUR, redis_url(), SystemClock()) for _ in range(2))
    assert await let_through(first, key, USUAL, 10) == 10
    assert await let_through(second, key, USUAL) == 9
    await first.close()
    await second.close()


async def test_a_redis_that_does_not_answer_stops_nobody(key: str) -> None:
    window = CallWindow(PER_HOUR, "redis://127.0.0.1:1/0", SystemClock())
    assert await let_through(window, key, LATER, 3) == 3
    await window.close()
