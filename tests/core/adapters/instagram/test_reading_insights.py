"""Numbers of a post: what is asked, what is dropped, and what stays absent."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from instagram_answers import ACCESS, Wire, client_for, refused

from core.adapters.instagram import InstagramInsights
from core.adapters.instagram.insights import METRICS, ONLY_FACEBOOK, SUREST
from core.errors import RateLimited, ReconnectNeeded
from core.ports.access import Product
from core.ports.insights import InsightSource
from core.ports.publisher import Surface


def row(name: str, value: object) -> dict[str, Any]:
    return {"name": name, "period": "lifetime", "values": [{"value": value}]}


def numbers(*rows: dict[str, Any]) -> httpx.Response:
    return httpx.Response(200, json={"data": list(rows)})


TAPS = {
    "name": "profile_activity",
    "values": [{"value": 4}],
    "total_value": {
        "value": 4,
        "breakdowns": [
            {
                "dimension_keys": ["action_type"],
                "results": [
                    {"dimension_values": ["bio_link_clicked"], "value": 3},
                    {"dimension_values": ["other"], "value": 1},
                ],
            }
        ],
    },
}
NO_TAPS = numbers()


async def read(
    wire: Wire, surface: Surface = Surface.FEED, product: Product = Product.INSTAGRAM
) -> dict[str, int] | None:
    async with client_for(wire) as client:
        source: InsightSource = InstagramInsights(client)
        return await source.of_medium(replace(ACCESS, product=product), "17", surface)


def asked(wire: Wire, number: int) -> list[str]:
    return dict(wire.asked[number].url.params)["metric"].split(",")


async def test_numbers_come_by_instagrams_names_with_the_taps_on_the_link() -> None:
    wire = Wire(numbers(row("reach", 207), row("total_interactions", 41)), numbers(TAPS))

    assert await read(wire) == {"reach": 207, "total_interactions": 41, "bio_link_clicked": 3}
    assert wire.asked[0].url.path == "/v25.0/17/insights"
    assert wire.query == {"metric": "profile_activity", "breakdown": "action_type"}


@pytest.mark.parametrize("surface", Surface)
async def test_each_kind_is_asked_for_its_own_numbers(surface: Surface) -> None:
    wire = Wire(numbers(row("views", 1)), NO_TAPS)
    await read(wire, surface)

    assert asked(wire, 0) == list(METRICS[surface])
    assert ("likes" in METRICS[surface]) is (surface is not Surface.STORY)
    assert ("profile_visits" in METRICS[surface]) is (surface is not Surface.REELS)


@pytest.mark.parametrize("value", [None, "12", {}, True])
async def test_what_instagram_does_not_give_is_absent_and_not_zero(value: object) -> None:
    assert await read(Wire(numbers(row("views", 9), row("reach", value)), NO_TAPS)) == {"views": 9}


async def test_while_there_are_no_numbers_nothing_is_made_up() -> None:
    wire = Wire(numbers())

    assert await read(wire) == {}
    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    ("message", "dropped"),
    [
        ("(#100) The Media Insights API does not support the follows metric for this media product type.", {"follows"}),
        ("(#100) metric[3] must be one of the following values: views, reach, likes, shares", {"comments"}),
        ("(#100) The metrics (reposts, saved) are gone", {"reposts", "saved"}),
    ],
)
async def test_a_metric_that_fails_the_call_is_dropped_and_the_rest_asked_again(
    message: str, dropped: set[str]
) -> None:
    wire = Wire(refused(100, None, message), numbers(row("views", 9)), NO_TAPS)

    assert await read(wire) == {"views": 9}
    assert asked(wire, 1) == [metric for metric in METRICS[Surface.FEED] if metric not in dropped]


async def test_a_refusal_that_names_nothing_leaves_the_surest_numbers_and_then_gives_up() -> None:
    wire = Wire(refused(100, None, "(#100) Something is wrong"))

    assert await read(wire) == {}
    assert [asked(wire, number) for number in range(len(wire.asked))] == [list(METRICS[Surface.FEED]), list(SUREST)]


async def test_a_story_few_have_seen_has_no_numbers_yet() -> None:
    wire = Wire(refused(10, None, "(#10) Not enough viewers for the media to show insights"))

    assert await read(wire, Surface.STORY) == {}
    assert len(wire.asked) == 1


async def test_a_post_from_before_the_professional_account_will_never_have_numbers() -> None:
    wire = Wire(refused(100, 2108006, "Media posted before business account conversion"))

    assert await read(wire) is None
    assert len(wire.asked) == 1


@pytest.mark.parametrize("surface", Surface)
async def test_only_facebooks_login_is_asked_for_what_only_it_gives(surface: Surface) -> None:
    wire = Wire(numbers(row("views", 1)), NO_TAPS)
    await read(wire, surface, Product.FACEBOOK)

    assert asked(wire, 0) == [*METRICS[surface], *ONLY_FACEBOOK[surface]]
    assert ("link_clicks" in ONLY_FACEBOOK[surface]) is (surface is Surface.STORY)


async def test_the_ways_people_went_on_from_a_story_are_asked_for_alone() -> None:
    ways = {"tap_forward": 9, "tap_exit": 2}
    results = [{"dimension_values": [name], "value": value} for name, value in ways.items()]
    told = {"name": "navigation", "total_value": {"value": 11, "breakdowns": [{"results": results}]}}
    wire = Wire(numbers(row("views", 9)), numbers(TAPS), numbers(told))

    assert await read(wire, Surface.STORY) == {"views": 9, "bio_link_clicked": 3} | ways
    assert wire.query == {"metric": "navigation", "breakdown": "story_navigation_action_type"}


async def test_a_reel_is_not_asked_for_ways_it_does_not_have() -> None:
    wire = Wire(numbers(row("views", 9)))

    assert await read(wire, Surface.REELS) == {"views": 9}
    assert len(wire.asked) == 1


async def test_numbers_are_kept_when_the_link_taps_are_refused() -> None:
    wire = Wire(numbers(row("views", 9)), refused(100, None, "(#100) Incompatible breakdown"))

    assert await read(wire) == {"views": 9}


async def test_being_throttled_or_locked_out_is_not_the_same_as_no_numbers() -> None:
    with pytest.raises(RateLimited):
        await read(Wire(refused(80002)))
    with pytest.raises(ReconnectNeeded):
        await read(Wire(refused(10, None, "(#10) Application does not have permission for this action")))
