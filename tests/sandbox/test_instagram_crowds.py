"""Thousands of posts at once: many accounts, trouble by chance, news that come late now and then."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from instagram_stage import START, Stage, opened

from sandbox.clock import SandboxClock

CHANCES = {"media_publish": {"outage": 0.2, "apply_then_500": 0.2, "apply_then_drop": 0.2}}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def outcome(stage: Stage, container: str) -> str:
    try:
        answer = await stage.publish(container)
    except httpx.RemoteProtocolError:
        return "cut"
    return str(answer.status_code)


async def evening(stage: Stage, seed: int, calls: int = 30) -> list[str]:
    """What so many publish calls of one account meet."""
    stage.instagram.reset()
    stage.token = (await stage.control("grant", username="warehouse.nights"))["access_token"]
    await stage.control("settings", ripening_seconds=0, quota_total=1000, repeat_publish="same_id")
    container = await stage.container()
    await stage.control("mix", seed=seed, chances=CHANCES)
    return [await outcome(stage, container) for _ in range(calls)]


async def test_a_crowd_of_accounts_each_posts_with_a_token_of_its_own(stage: Stage) -> None:
    crowd = await stage.control("crowd", count=300)
    assert len({one["user_id"] for one in crowd}) == 300
    for one in (crowd[0], crowd[299]):
        found = await stage.call("GET", "me", one["access_token"], fields="user_id,username")
        assert found.json()["username"] == one["username"]
    foreign = await stage.call("GET", crowd[1]["user_id"], crowd[0]["access_token"], fields="username")
    assert foreign.status_code == 400


async def test_the_same_seed_troubles_the_same_calls(stage: Stage) -> None:
    first, again, other = [await evening(stage, seed) for seed in (1, 1, 2)]
    assert first == again != other
    assert {"200", "500", "cut"} == set(first)


async def test_how_often_chance_struck_is_told_when_it_ends(stage: Stage) -> None:
    met = Counter(await evening(stage, 3))
    drawn = await stage.control("mix")
    assert set(drawn) <= set(CHANCES["media_publish"])
    assert sum(drawn.values()) == met["500"] + met["cut"]
    assert await outcome(stage, await stage.container()) == "200"


async def test_what_a_pair_of_numbers_bounds_is_drawn_between_them(stage: Stage) -> None:
    container = await stage.container()
    stage.wait(seconds=4)
    await stage.control(
        "mix", chances={"media_publish": {"slow_landing": 1.0}}, details={"slow_landing": {"seconds": [50, 60]}}
    )
    assert await outcome(stage, container) == "cut"
    stage.wait(seconds=49)
    assert await stage.status(container) == "FINISHED"


async def test_news_come_late_for_some_publications_only(stage: Stage) -> None:
    await stage.control("settings", status_lag_seconds=60, lagging_percent=50, quota_total=1000)
    said = Counter()
    for _ in range(12):
        container = await stage.container()
        stage.wait(seconds=4)
        await stage.publish(container)
        said[await stage.status(container)] += 1
    assert said["FINISHED"]
    assert said["PUBLISHED"]


async def test_each_account_of_a_crowd_has_one_habit_of_answering_twice(stage: Stage) -> None:
    crowd = await stage.control("crowd", count=3)
    await stage.control("settings", repeat_publish="by_account", ripening_seconds=0)
    second = set()
    for one in crowd:
        token, user = one["access_token"], one["user_id"]
        made = await stage.call("POST", f"{user}/media", token, image_url=stage.picture())
        asked = [
            await stage.call("POST", f"{user}/media_publish", token, creation_id=made.json()["id"]) for _ in range(2)
        ]
        first, again = (answer.json().get("id") for answer in asked)
        second.add("same" if again == first else "other" if again else "refused")

    assert second == {"same", "other", "refused"}
    assert len(await stage.published()) == 4


def test_time_may_run_faster_and_still_be_moved() -> None:
    began = datetime.now(UTC) - timedelta(seconds=10)
    clock = SandboxClock(START, began=began, rate=60)
    assert timedelta(minutes=10) <= clock.now() - START < timedelta(minutes=12)
    clock.move_to(START + timedelta(days=1))
    assert clock.now() - START >= timedelta(days=1)
