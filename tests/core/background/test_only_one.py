"""Of several processes one listens; another takes over when it ends, or when it has not been heard of."""

from datetime import UTC, datetime, timedelta

import pytest

from core.clock import SystemClock
from core.only_one import LEASE, OnlyOne
from core.services import Services


class Steady(SystemClock):
    """Real time that the test moves."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def steady(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Steady:
    return Steady()


async def test_one_has_it_until_it_lets_go(services: Services, clock: Steady) -> None:
    one, other = (OnlyOne(services.db, clock, "listen") for _ in range(2))
    assert await one.is_ours()
    assert not await other.is_ours()
    clock.at += LEASE / 2
    assert await one.is_ours(), "kept"
    clock.at += LEASE * 2 / 3
    assert not await other.is_ours(), "it was kept in time"
    await other.let_go()
    assert await one.is_ours()
    await one.let_go()
    clock.at += timedelta(microseconds=1)
    assert await other.is_ours()
    assert not await one.is_ours()


async def test_what_a_dead_one_held_is_taken_over_and_it_notices_when_it_was_only_asleep(
    services: Services, clock: Steady
) -> None:
    one, other = (OnlyOne(services.db, clock, "listen") for _ in range(2))
    assert await one.is_ours()
    clock.at += LEASE
    assert await other.is_ours()
    assert not await one.is_ours()
    await one.let_go()
    assert await other.is_ours()
