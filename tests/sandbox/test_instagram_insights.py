"""Numbers: growing, believable, empty before they are ready, refused as a whole when one name is wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from instagram_stage import WAREHOUSE, Stage, code_of, jpeg, opened

FEED = "views,reach,likes,comments,shares,saved,total_interactions,follows,profile_visits,profile_activity,reposts"
STORY = "views,reach,replies,shares,total_interactions,navigation,profile_visits,follows,profile_activity,reposts"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def numbers(stage: Stage, media: str, metrics: str = FEED) -> dict[str, int]:
    answer = await stage.get(f"{media}/insights", metric=metrics)
    assert answer.status_code == 200, answer.text
    return {row["name"]: row["values"][0]["value"] for row in answer.json()["data"]}


async def account(stage: Stage, metric: str, **params: Any) -> list[dict[str, Any]]:
    answer = await stage.get(f"{WAREHOUSE}/insights", metric=metric, **({"period": "day"} | params))
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


async def test_there_is_nothing_at_first_then_it_grows_for_two_days(stage: Stage) -> None:
    post = await stage.post_picture()
    assert await numbers(stage, post) == {}
    seen = []
    for hours in (1, 5, 18, 24, 30):
        stage.wait(hours=hours)
        seen.append(await numbers(stage, post))
    assert [row["reach"] for row in seen] == sorted(row["reach"] for row in seen)
    assert seen[0]["reach"] < seen[2]["reach"] < seen[3]["reach"] == seen[4]["reach"]
    assert set(seen[0]) == set(FEED.split(","))


async def test_the_numbers_of_a_post_agree_with_each_other(stage: Stage) -> None:
    post = await stage.post_picture()
    stage.wait(hours=48)
    last = await numbers(stage, post)
    assert 100 < last["reach"] < 1290 and last["views"] > last["reach"]
    assert last["total_interactions"] == sum(last[name] for name in ("likes", "comments", "shares", "saved"))
    like_count = (await stage.get(post, fields="like_count")).json()["like_count"]
    assert like_count == last["likes"]
    followers = (await stage.get("me", fields="followers_count")).json()["followers_count"]
    assert followers == 1290 + last["follows"]


@pytest.mark.parametrize(
    ("metrics", "words"),
    [
        ("reach,sparkle", "metric[1] must be one of the following values"),
        ("reach,replies", "does not support the replies metric for this media product type"),
        ("impressions", "impressions metric is no longer supported"),
        ("reach,total_views", "does not support the total_views metric"),
        ("", "metric is required"),
    ],
)
async def test_one_wrong_metric_fails_them_all(stage: Stage, metrics: str, words: str) -> None:
    post = await stage.post_picture()
    stage.wait(hours=1)
    answer = await stage.get(f"{post}/insights", metric=metrics)
    assert code_of(answer) == (400, 100, None)
    assert words in answer.json()["error"]["message"]


async def test_facebook_views_kill_the_batch_in_their_own_way(stage: Stage) -> None:
    post = await stage.post_picture()
    assert code_of(await stage.get(f"{post}/insights", metric="reach,facebook_views")) == (400, 100, 2207086)


async def test_a_breakdown_comes_in_lower_case_and_adds_up(stage: Stage) -> None:
    post = await stage.post_picture()
    stage.wait(hours=40)
    answer = await stage.get(f"{post}/insights", metric="profile_activity", breakdown="action_type")
    total = answer.json()["data"][0]["total_value"]
    results = total["breakdowns"][0]["results"]
    assert {row["dimension_values"][0] for row in results} <= {"bio_link_clicked", "other"}
    assert sum(row["value"] for row in results) == total["value"]
    wrong = await stage.get(f"{post}/insights", metric="reach", breakdown="action_type")
    assert code_of(wrong) == (400, 100, None)


async def test_a_story_needs_viewers_and_speaks_only_while_it_lives(stage: Stage) -> None:
    story = await stage.post_picture(media_type="STORIES", image_url=stage.picture("s.jpg", jpeg(1080, 1920)))
    assert code_of(await stage.get(f"{story}/insights", metric=STORY)) == (400, 10, None)
    stage.wait(hours=6)
    assert set(await numbers(stage, story, STORY)) == set(STORY.split(","))
    split = await stage.get(f"{story}/insights", metric="navigation", breakdown="story_navigation_action_type")
    assert split.json()["data"][0]["total_value"]["breakdowns"][0]["dimension_keys"] == ["story_navigation_action_type"]
    assert code_of(await stage.get(f"{story}/insights", metric="likes")) == (400, 100, None)
    stage.wait(hours=18)
    assert code_of(await stage.get(f"{story}/insights", metric=STORY)) == (400, 100, 33)


async def test_slides_have_no_numbers(stage: Stage) -> None:
    slides = [await stage.container(is_carousel_item=True) for _ in range(2)]
    stage.wait(seconds=4)
    post = await stage.post_picture(media_type="CAROUSEL", children=slides)
    stage.wait(hours=5)
    child = (await stage.get(f"{post}/children")).json()["data"][0]["id"]
    assert await numbers(stage, child) == {}


async def test_days_are_pacific_and_the_last_one_is_left_out(stage: Stage) -> None:
    rows = await account(stage, "reach", since="2026-11-18", until="2026-11-20")
    assert [value["end_time"] for value in rows[0]["values"]] == [
        "2026-11-18T08:00:00+0000",
        "2026-11-19T08:00:00+0000",
    ]
    assert all(value["value"] > 20 for value in rows[0]["values"])
    assert rows[0]["id"] == f"{WAREHOUSE}/insights/reach/day"
    assert await account(stage, "reach", since="2026-11-18", until="2026-11-18") == []


async def test_unix_seconds_name_days_too(stage: Stage) -> None:
    since = int(datetime(2026, 11, 18, 8, tzinfo=UTC).timestamp())
    words = await account(stage, "reach", since="2026-11-18", until="2026-11-19")
    assert await account(stage, "reach", since=since, until=since + 86400) == words


async def test_a_post_shows_in_its_accounts_day(stage: Stage) -> None:
    days = {"since": "2026-11-23", "until": "2026-11-24", "metric_type": "total_value"}
    before = (await account(stage, "views", **days))[0]["total_value"]["value"]
    post = await stage.post_picture()
    stage.wait(hours=6)
    after = (await account(stage, "views", **days))[0]["total_value"]["value"]
    assert after >= before + (await numbers(stage, post))["views"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"metric": "impressions", "period": "day"}, "metric[0] must be one of"),
        ({"metric": "views", "period": "day"}, "(views) should be specified with parameter metric_type=total_value"),
        ({"metric": "reach", "period": "lifetime"}, "Incompatible period"),
        ({"metric": "reach"}, "period is required"),
        ({"metric": "likes", "period": "day", "metric_type": "total_value", "breakdown": "age"}, "breakdown"),
        ({"metric": "follower_count", "period": "day", "metric_type": "total_value"}, "incompatible"),
        ({"metric": "reach", "period": "day", "since": "2026-10-01", "until": "2026-11-20"}, "more than 30 days"),
        (
            {"metric": "follower_demographics", "period": "lifetime", "metric_type": "total_value", "breakdown": "age"},
            "timeframe",
        ),
    ],
)
async def test_a_wrong_question_is_refused(stage: Stage, params: dict[str, str], words: str) -> None:
    answer = await stage.get(f"{WAREHOUSE}/insights", **params)
    assert code_of(answer) == (400, 100, None)
    assert words in answer.json()["error"]["message"]


async def test_undocumented_metrics_answer_only_as_totals(stage: Stage) -> None:
    days = {"since": "2026-11-20", "until": "2026-11-22"}
    assert await account(stage, "profile_views,website_clicks", **days) == []
    rows = await account(stage, "profile_views,website_clicks", metric_type="total_value", **days)
    assert [row["name"] for row in rows] == ["profile_views", "website_clicks"]
    assert rows[0]["total_value"]["value"] > rows[1]["total_value"]["value"] >= 0


async def test_totals_break_down_by_product_and_by_follower(stage: Stage) -> None:
    days = {"since": "2026-11-20", "until": "2026-11-22", "metric_type": "total_value"}
    for breakdown in ("media_product_type", "follow_type"):
        total = (await account(stage, "views", breakdown=breakdown, **days))[0]["total_value"]
        assert sum(row["value"] for row in total["breakdowns"][0]["results"]) == total["value"]
    assert await account(stage, "follows_and_unfollows", **days) == []
    split = await account(stage, "follows_and_unfollows", breakdown="follow_type", **days)
    names = [row["dimension_values"] for row in split[0]["total_value"]["breakdowns"][0]["results"]]
    assert names == [["FOLLOWER"], ["NON_FOLLOWER"]]


async def test_online_followers_come_by_hour_and_late(stage: Stage) -> None:
    rows = await account(stage, "online_followers", period="lifetime", since="2026-11-18", until="2026-11-23")
    values = [value["value"] for value in rows[0]["values"]]
    assert set(values[0]) == {str(hour) for hour in range(24)}
    assert values[0]["11"] > values[0]["19"], "an evening in Berlin is a morning in California"
    assert values[-1] == {}


async def test_who_follows_is_told_to_accounts_with_a_hundred_followers(stage: Stage) -> None:
    ask = {"period": "lifetime", "metric_type": "total_value", "timeframe": "this_month", "breakdown": "country"}
    rows = await account(stage, "follower_demographics", **ask)
    results = rows[0]["total_value"]["breakdowns"][0]["results"]
    assert results[0]["dimension_values"] == ["DE"] and results[0]["value"] > 500
    await stage.control("settings", followers={"warehouse.nights": 99})
    assert await account(stage, "follower_demographics", **ask) == []
