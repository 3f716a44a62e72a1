"""Numbers of an account: how its days are asked for, what may fail alone, and who its people are."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from instagram_answers import ACCESS, IG, client_for, refused

from core.adapters.instagram import InstagramInsights
from core.adapters.instagram.account_insights import TOTALS, UNDOCUMENTED
from core.errors import RateLimited, Unavailable
from core.ports.insights import Day, InsightSource

TUESDAY, WEDNESDAY = date(2026, 8, 4), date(2026, 8, 5)
MIDNIGHT = int(datetime(2026, 8, 4, 7, tzinfo=UTC).timestamp())
DAY = 86_400
NOTHING: dict[str, Any] = {"data": []}


def series(name: str, *values: tuple[object, str]) -> dict[str, Any]:
    told = [{"value": value, "end_time": f"{at}+0000"} for value, at in values]
    return {"name": name, "period": "day", "values": told}


def total(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "period": "day", "total_value": {"value": value}}


def broken_down(name: str, **parts: int) -> dict[str, Any]:
    results = [{"dimension_values": [part], "value": value} for part, value in parts.items()]
    return {"name": name, "total_value": {"breakdowns": [{"dimension_keys": ["x"], "results": results}]}}


class Books:
    """Answers by what is asked, and keeps what was asked."""

    def __init__(self, answer: Callable[[dict[str, str]], Any]) -> None:
        self.asked: list[dict[str, str]] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.asked.append(query)
        assert request.url.path in (f"/v25.0/{IG}/insights", f"/v25.0/{IG}")
        answer = self._answer(query)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


def books(query: dict[str, str]) -> Any:
    """An account as it mostly is."""
    metric = query["metric"]
    if metric == "reach" and query.get("period") == "week":
        return {"data": [series("reach", (900, "2026-08-05T07:00:00"))]}
    if metric.startswith("reach") and "breakdown" not in query:
        return {"data": [series("reach", (157, "2026-08-04T07:00:00"), (189, "2026-08-05T07:00:00"))]}
    if metric == "reach":
        return {"data": [broken_down("reach", FOLLOWER=100, NON_FOLLOWER=57, UNKNOWN=1)]}
    if metric == "follows_and_unfollows":
        return {"data": [broken_down(metric, FOLLOWER=5, NON_FOLLOWER=2)]}
    return {"data": [total(name, 7) for name in metric.split(",")]}


async def days(wire: Books, first: date = TUESDAY, last: date = WEDNESDAY) -> dict[date, dict[str, int]]:
    async with client_for(wire) as client:
        source: InsightSource = InstagramInsights(client)
        return {day.day: dict(day.metrics) for day in await source.of_account(ACCESS, first, last)}


async def test_days_are_asked_from_midnight_to_midnight_in_california_and_totals_one_by_one() -> None:
    wire = Books(books)

    found = await days(wire)

    assert found[TUESDAY] | {"reach": 157, "follows": 5, "unfollows": 2, "views": 7} == found[TUESDAY]
    assert found[TUESDAY] | {"reach_followers": 100, "reach_others": 57, "profile_views": 7} == found[TUESDAY]
    assert (found[WEDNESDAY]["reach"], found[WEDNESDAY]["reach_week"], "reach_week" in found[TUESDAY]) == (
        189,
        900,
        False,
    )
    for query in wire.asked:
        since, until = int(query["since"]), int(query["until"])
        assert since in (MIDNIGHT, MIDNIGHT + DAY)
        if query.get("metric_type") == "total_value":
            assert until - since == DAY
            assert query["period"] == "day"


async def test_a_day_of_the_change_of_clocks_is_as_long_as_it_is() -> None:
    wire = Books(books)

    await days(wire, date(2026, 11, 1), date(2026, 11, 1))

    assert {int(query["until"]) - int(query["since"]) for query in wire.asked} == {25 * 3600}


async def test_undocumented_numbers_that_vanish_take_nothing_with_them() -> None:
    def gone(query: dict[str, str]) -> Any:
        if query["metric"] in (",".join(UNDOCUMENTED), *UNDOCUMENTED):
            return refused(100, None, "(#100) metric[0] must be one of the following values: reach, views")
        return books(query)

    found = await days(Books(gone))

    assert set(TOTALS) <= set(found[TUESDAY])
    assert not set(UNDOCUMENTED) & set(found[TUESDAY])


async def test_one_bad_name_among_the_totals_is_dropped_and_the_others_stay() -> None:
    def picky(query: dict[str, str]) -> Any:
        if "shares" in query["metric"].split(","):
            return refused(100, None, "(#100) Incompatible period (day) for the metric (shares)")
        return books(query)

    found = await days(Books(picky))

    assert set(TOTALS) - {"shares"} <= set(found[TUESDAY])
    assert "shares" not in found[TUESDAY]


async def test_a_part_instagram_fails_at_loses_no_other_part() -> None:
    def half(query: dict[str, str]) -> Any:
        return (
            refused(2, None, "An unexpected error", is_transient=True) if "views" in query["metric"] else books(query)
        )

    found = await days(Books(half))

    assert found[TUESDAY]["reach"] == 157
    assert "views" not in found[TUESDAY]


async def test_when_nothing_can_be_read_it_is_trouble_and_not_silence() -> None:
    with pytest.raises(Unavailable):
        await days(Books(lambda _: refused(2, None, "An unexpected error")))
    with pytest.raises(RateLimited):
        await days(Books(lambda query: refused(80002) if "views" in query["metric"] else books(query)))


async def test_empty_answers_of_a_small_account_are_unknown_and_not_nought() -> None:
    assert await days(Books(lambda _: NOTHING)) == {}


@pytest.mark.parametrize("end_time", ["2026-08-04T07:00:00", "2026-08-03T22:00:00", "2026-08-04T00:00:00"])
async def test_a_value_belongs_to_the_day_it_begins_on_wherever_that_day_begins(end_time: str) -> None:
    def one(query: dict[str, str]) -> Any:
        return {"data": [series("reach", (5, end_time))]} if "period" in query and "breakdown" not in query else NOTHING

    assert (await days(Books(one)))[TUESDAY]["reach"] == 5


@pytest.mark.parametrize(
    ("answer", "followers"),
    [
        ({"followers_count": 1290, "id": IG}, 1290),
        ({"id": IG}, None),
        (refused(100, None, "(#100) No such field"), None),
    ],
)
async def test_followers_are_read_from_the_account_itself(answer: Any, followers: int | None) -> None:
    async with client_for(Books(lambda _: answer)) as client:
        assert await InstagramInsights(client).followers(ACCESS) == followers


async def test_people_come_by_trait_and_a_trait_that_is_refused_loses_no_other() -> None:
    def crowd(query: dict[str, str]) -> Any:
        if query["breakdown"] == "age":
            return refused(100, None, "(#100) Incompatible breakdown (age)")
        if query["metric"] != "follower_demographics":
            return NOTHING
        return {"data": [broken_down(query["metric"], **{f"a {query['breakdown']}": 602})]}

    wire = Books(crowd)
    async with client_for(wire) as client:
        found = await InstagramInsights(client).people(ACCESS)

    assert found == {"follower": {trait: {f"a {trait}": 602} for trait in ("city", "country", "gender")}}
    assert {query["timeframe"] for query in wire.asked} == {"this_month"}
    assert {query["period"] for query in wire.asked} == {"lifetime"}


@pytest.mark.parametrize(("zone", "first"), [("America/Los_Angeles", 8), ("UTC", 0)])
async def test_hours_are_read_in_the_zone_that_is_set_and_empty_days_are_skipped(zone: str, first: int) -> None:
    told = series(
        "online_followers", ({"0": 120, "23": 98, "24": 1, "x": 1}, "2026-11-18T08:00:00"), ({}, "2026-11-20T08:00:00")
    )
    async with client_for(Books(lambda _: {"data": [told]})) as client:
        source = InstagramInsights(client, ZoneInfo(zone))
        found = await source.online(ACCESS, datetime(2026, 11, 22, 9, tzinfo=UTC))

    opening = datetime(2026, 11, 18, first, tzinfo=UTC)
    assert found == {opening: 120, opening.replace(day=18 + (first + 23) // 24, hour=(first + 23) % 24): 98}


def test_a_day_of_instagrams_begins_at_midnight_in_california() -> None:
    source = InstagramInsights.__new__(InstagramInsights)

    assert source.day_of(datetime(2026, 8, 5, 6, 59, tzinfo=UTC)) == TUESDAY
    assert source.day_of(datetime(2026, 8, 5, 7, 0, tzinfo=UTC)) == WEDNESDAY
    assert Day(TUESDAY, {}).day == TUESDAY
