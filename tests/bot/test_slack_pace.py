"""A message a second in each channel, a few at once; who has to wait holds nobody else up."""

import pytest

from bot.slack.pace import AT_ONCE, PATIENCE_SECONDS, Pace
from core.errors import RateLimited

POST, UPDATE = "chat.postMessage", "chat.update"


class Time:
    """Passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def ticking(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def paced(per_second: float = 1.0) -> tuple[Pace, Time]:
    time = Time()
    return Pace(per_second, ticking=time.ticking, sleep=time.sleep), time


async def test_a_few_follow_at_once_and_then_one_a_second() -> None:
    pace, time = paced()
    for _ in range(AT_ONCE):
        await pace.turn("T1", POST, "C1")
    assert time.now == 1000.0
    for _ in range(3):
        await pace.turn("T1", POST, "C1")
    assert time.now == 1003.0


async def test_other_channels_teams_and_edits_do_not_wait() -> None:
    pace, time = paced()
    for _ in range(AT_ONCE):
        await pace.turn("T1", POST, "C1")
    await pace.turn("T1", POST, "C2")
    await pace.turn("T2", POST, "C1")
    await pace.turn("T1", UPDATE, "C1")
    assert time.now == 1000.0


async def test_what_slack_put_off_waits_as_long_as_it_said_and_nothing_else_does() -> None:
    pace, time = paced()
    pace.put_off("T1", UPDATE, 3)
    await pace.turn("T2", UPDATE, "C1")
    await pace.turn("T1", POST, "C1")
    assert time.now == 1000.0
    await pace.turn("T1", UPDATE, "C1")
    assert time.now == 1003.0


async def test_a_long_wait_is_handed_back() -> None:
    pace, time = paced()
    pace.put_off("T1", POST, 60)
    with pytest.raises(RateLimited) as told:
        await pace.turn("T1", POST, "C1")
    assert told.value.after is not None and told.value.after.total_seconds() == 60
    assert time.now == 1000.0


async def test_a_crowd_is_put_off_instead_of_standing_in_line() -> None:
    pace, time = paced()
    with pytest.raises(RateLimited):
        for _ in range(100):
            pace_before = time.now
            await pace.turn("T1", POST, "C1")
            time.now = pace_before  # all of them at the same moment
    time.now += PATIENCE_SECONDS
    await pace.turn("T1", POST, "C1")
