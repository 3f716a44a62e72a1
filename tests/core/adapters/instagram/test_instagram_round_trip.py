"""The adapters against the look-alike over real sockets: sign in, publish, read, and the ways it goes wrong."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from instagram_on_a_socket import CAPTION, Stage, on_stage

from core.adapters.instagram import InstagramClient, InstagramPublisher, open_http
from core.errors import (
    CaptionRefused,
    ContainerGone,
    MediaRefused,
    NetworkTrouble,
    OutcomeUnknown,
    QuotaSpent,
    RateLimited,
    ReconnectNeeded,
    RiteError,
    Unavailable,
)
from core.ports.access import Access
from core.ports.publisher import Quota, Surface


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as opened:
        yield opened


async def test_a_picture_goes_from_our_store_to_the_feed_and_is_found_again(stage: Stage) -> None:
    access = await stage.access()
    made = await stage.publisher.create_container(access, await stage.content())
    assert (await stage.publisher.container(access, made)).status == "IN_PROGRESS"
    stage.wait(seconds=4)
    assert (await stage.publisher.container(access, made)).status == "FINISHED"

    media_id = await stage.publisher.publish(access, made)

    assert (await stage.publisher.container(access, made)).status == "PUBLISHED"
    (live,) = await stage.published()
    assert (live["id"], live["caption"], live["alt_text"], live["kind"]) == (media_id, CAPTION, "A red door", "feed")
    (newest,) = await stage.publisher.newest(access, story=False)
    assert newest == await stage.publisher.medium(access, media_id)
    assert (newest.id, newest.caption, newest.surface) == (media_id, CAPTION, Surface.FEED)
    assert abs(newest.published_at - stage.world.clock.now()) < timedelta(minutes=1)
    assert newest.permalink == live["permalink"]
    assert await stage.publisher.quota(access) == Quota(1, 100)
    assert await stage.publisher.newest(access, story=True) == ()


async def test_a_story_goes_out_and_is_found_among_the_stories_alone(stage: Stage) -> None:
    access = await stage.access()

    media_id = await stage.publisher.publish(access, await stage.ripe_container(access, story=True))

    (live,) = await stage.published()
    assert (live["id"], live["kind"], live["caption"]) == (media_id, "story", "")
    (newest,) = await stage.publisher.newest(access, story=True)
    assert (newest.id, newest.surface) == (media_id, Surface.STORY)
    assert (await stage.publisher.medium(access, media_id)).surface is Surface.STORY
    assert await stage.publisher.newest(access, story=False) == ()


async def test_numbers_are_absent_at_first_and_come_with_time(stage: Stage) -> None:
    access = await stage.access()
    media_id = await stage.publisher.publish(access, await stage.ripe_container(access))
    assert await stage.insights.of_medium(access, media_id, Surface.FEED) == {}

    stage.wait(hours=24)
    numbers = await stage.insights.of_medium(access, media_id, Surface.FEED)

    assert {"views", "reach", "likes", "saved", "total_interactions", "bio_link_clicked"} <= set(numbers)
    assert numbers["views"] >= numbers["reach"] > 0


async def test_a_story_few_have_seen_has_no_numbers_and_later_has_some(stage: Stage) -> None:
    access = await stage.access()
    media_id = await stage.publisher.publish(access, await stage.ripe_container(access, story=True))
    assert await stage.insights.of_medium(access, media_id, Surface.STORY) == {}

    stage.wait(hours=12)
    numbers = await stage.insights.of_medium(access, media_id, Surface.STORY)

    assert {"views", "reach", "replies", "navigation"} <= set(numbers)
    assert "likes" not in numbers


@pytest.mark.parametrize("shape", ["flat", "documented"])
async def test_signing_in_tells_who_it_is_in_both_shapes(stage: Stage, shape: str) -> None:
    await stage.browser.post(f"{stage.base}/control/settings", json={"code_answer": shape})

    (who,) = await stage.login.sign_in(await stage.consent() + "#_")

    assert (who.instagram_id, who.app_scoped_id) == ("17841400000000001", "27640875392278831")
    assert (who.username, who.kind, who.scopes) == ("warehouse.nights", "BUSINESS", stage.login.scopes)
    assert timedelta(days=59) < who.token.lasts <= timedelta(days=60)


async def test_a_code_works_once(stage: Stage) -> None:
    code = await stage.consent()
    await stage.login.sign_in(code)

    with pytest.raises(ReconnectNeeded, match="used already"):
        await stage.login.sign_in(code)


async def test_a_token_is_renewed_from_its_second_day_on_until_it_dies(stage: Stage) -> None:
    access = await stage.access()
    with pytest.raises(RateLimited):
        await stage.login.refresh(access.token)
    stage.wait(days=7)
    fresh = await stage.login.refresh(access.token)
    assert fresh.secret != access.token

    stage.wait(days=61)
    with pytest.raises(ReconnectNeeded):
        await stage.login.refresh(fresh.secret)
    with pytest.raises(ReconnectNeeded):
        await stage.publisher.quota(Access(access.instagram_id, fresh.secret))


@pytest.mark.parametrize("kind", ["apply_then_drop", "apply_then_500", "apply_then_4_2207051"])
async def test_a_publishing_that_worked_without_a_good_answer_stays_unknown(stage: Stage, kind: str) -> None:
    access = await stage.access()
    container = await stage.ripe_container(access)
    stage.fault("media_publish", kind)

    with pytest.raises(OutcomeUnknown):
        await stage.publisher.publish(access, container)

    assert len(await stage.published()) == 1
    assert (await stage.publisher.container(access, container)).status == "PUBLISHED"


@pytest.mark.parametrize(
    ("kind", "details", "error"),
    [
        ("timeout_before", {"seconds": 0.1}, OutcomeUnknown),
        ("html_502", {}, OutcomeUnknown),
        ("outage", {}, OutcomeUnknown),
        ("server_error", {}, OutcomeUnknown),
        ("blocked", {}, OutcomeUnknown),
        ("9007", {}, Unavailable),
        ("24_2207006", {}, Unavailable),
        ("quota", {}, QuotaSpent),
        ("throttle", {"minutes": 7}, RateLimited),
        ("expired", {}, ReconnectNeeded),
    ],
)
async def test_a_publishing_that_did_not_happen_is_told_as_clearly_as_instagram_allows(
    stage: Stage, kind: str, details: dict[str, float], error: type[RiteError]
) -> None:
    access = await stage.access()
    container = await stage.ripe_container(access)
    stage.fault("media_publish", kind, **details)

    with pytest.raises(error) as caught:
        await stage.publisher.publish(access, container)

    assert await stage.published() == []
    if isinstance(caught.value, RateLimited):
        assert caught.value.after == timedelta(minutes=7)
        assert (stage.client.usage(access.instagram_id) or 0) > 100


async def test_a_container_from_yesterday_is_gone_and_an_unripe_one_needs_patience(stage: Stage) -> None:
    access = await stage.access()
    unripe = await stage.publisher.create_container(access, await stage.content())
    with pytest.raises(Unavailable):
        await stage.publisher.publish(access, unripe)

    stage.wait(hours=25)

    assert (await stage.publisher.container(access, unripe)).status == "EXPIRED"
    with pytest.raises(ContainerGone):
        await stage.publisher.publish(access, unripe)


async def test_a_picture_or_caption_instagram_does_not_take_is_refused_with_a_remedy(stage: Stage) -> None:
    access = await stage.access()
    with pytest.raises(MediaRefused) as too_tall:
        await stage.publisher.create_container(access, await stage.content(size=(400, 1000)))
    good = await stage.content()
    with pytest.raises(CaptionRefused) as too_long:
        await stage.publisher.create_container(access, replace(good, caption="x" * 2201))
    with pytest.raises(CaptionRefused) as too_many:
        await stage.publisher.create_container(access, replace(good, caption="#tag " * 31))

    assert "4:5" in too_tall.value.cause
    assert "2,200" in too_long.value.cause
    assert "hashtags" in too_many.value.cause
    assert all(caught.value.remedy for caught in (too_tall, too_long, too_many))


async def test_a_picture_behind_a_forged_address_cannot_be_fetched(stage: Stage) -> None:
    access, good = await stage.access(), await stage.content()

    with pytest.raises(Unavailable, match="could not fetch the picture"):
        await stage.publisher.create_container(access, replace(good, media_url=good.media_url + "x"))


async def test_when_nobody_listens_a_publishing_has_surely_not_happened(stage: Stage) -> None:
    async with open_http() as http:
        nobody = InstagramClient(http, graph_url="http://127.0.0.1:9/graph", api_url="http://127.0.0.1:9/api")
        with pytest.raises(NetworkTrouble):
            await InstagramPublisher(nobody).publish(Access("178", "IGAA"), "1800")
